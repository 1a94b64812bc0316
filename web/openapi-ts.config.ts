// The typed client of the API, from the committed contract; nothing is fetched.
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "../openapi.json",
  output: "src/shared/api/gen",
  logs: { file: false, level: "warn" },
  plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
});
