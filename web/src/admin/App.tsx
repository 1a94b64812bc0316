// Who is there decides what is shown: the way to the sign-in, the page, or the page with a dialog
// over it when the session has ended.

import { I18nProvider } from "@cloudscape-design/components/i18n";
import type { UserManager } from "oidc-client-ts";
import { useEffect, useMemo } from "react";
import type { Config } from "../shared/config";
import { useLanguage } from "../shared/i18n/core";
import { useSession } from "./auth";
import { useCloudscapeTexts } from "./cloudscape";
import { Failed, Loading } from "./components/Loaded";
import { SessionEnded } from "./components/SessionEnded";
import { useMode } from "./mode";
import { DeskContext } from "./queries";
import { Shell } from "./Shell";
import { ToastProvider } from "./toasts";

export function App({ config, manager }: { config: Config; manager: UserManager }) {
  const messages = useCloudscapeTexts();
  const { language } = useLanguage();
  const { me, ended, loading, error, signIn } = useSession();
  const mode = useMode();
  const mustSignIn = !me && !loading && !error;
  useEffect(() => {
    if (mustSignIn) void signIn();
  }, [mustSignIn, signIn]);
  const desk = useMemo(() => (me ? { me, mode, config } : null), [me, mode, config]);
  if (!messages) return null;
  return (
    <I18nProvider locale={language} messages={messages}>
      {desk ? (
        <DeskContext value={desk}>
          <ToastProvider>
            <Shell manager={manager} />
          </ToastProvider>
          {ended && <SessionEnded onSignIn={() => void signIn()} />}
        </DeskContext>
      ) : error ? (
        <Failed error={error} onRetry={() => void signIn()} />
      ) : (
        <Loading />
      )}
    </I18nProvider>
  );
}
