// Starts the page: what the deployment says, then who is there, then the rest.

import "./base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AuthProvider } from "react-oidc-context";
import { connect } from "../shared/api/client";
import { loadConfig } from "../shared/config";
import { LanguageProvider } from "../shared/i18n/core";
import { App } from "./App";
import { EXPIRED, idToken, managerOf, returnToRoute } from "./auth";
import { currentMode } from "./mode";
import { newQueryClient } from "./queries";

const config = await loadConfig();
const manager = managerOf(config);
connect({
  api: config.api,
  token: () => idToken(manager),
  mode: currentMode,
  onExpired: () => window.dispatchEvent(new Event(EXPIRED)),
});

createRoot(document.getElementById("page") as HTMLElement).render(
  <StrictMode>
    <LanguageProvider>
      <AuthProvider userManager={manager} onSigninCallback={returnToRoute}>
        <QueryClientProvider client={newQueryClient()}>
          <App config={config} manager={manager} />
        </QueryClientProvider>
      </AuthProvider>
    </LanguageProvider>
  </StrictMode>,
);
