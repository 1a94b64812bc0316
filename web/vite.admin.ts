// The reviewers' page. Everything it needs is in its own files: the policy that the deployment
// sends with them allows no inline script and no inline style.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "admin",
  plugins: [react()],
  build: {
    outDir: "../dist/admin",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
