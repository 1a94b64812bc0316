// The head of the page: which data, which language, how it looks, who is signed in.

import TopNavigation from "@cloudscape-design/components/top-navigation";
import type { UserManager } from "oidc-client-ts";
import { lazy, Suspense, useState } from "react";
import { go } from "../../shared/hash";
import { LANGUAGES, type Language, useLanguage } from "../../shared/i18n/core";
import { signOut } from "../auth";
import { useShellTexts } from "../i18n/shell";
import { type Look, LOOKS, useLook } from "../looks";
import { chooseMode } from "../mode";
import { useDesk } from "../queries";

const Authenticator = lazy(() => import("./Authenticator"));

export function TopBar({ manager }: { manager: UserManager }) {
  const texts = useShellTexts();
  const { me, mode, config } = useDesk();
  const { language, choose } = useLanguage();
  const [look, setLook] = useLook();
  const [enrolling, setEnrolling] = useState(false);
  const marked = (id: string, text: string, chosen: boolean) => ({
    id,
    text,
    itemType: "checkbox" as const,
    checked: chosen,
  });
  return (
    <div id="top">
      <TopNavigation
        identity={{ href: "#/", title: texts.title, onFollow: (event) => { event.preventDefault(); go("/"); } }}
        utilities={[
          {
            type: "menu-dropdown",
            text: texts.mode[mode],
            ariaLabel: `${texts.mode.label}: ${texts.mode[mode]}`,
            iconName: mode === "test" ? "bug" : "status-positive",
            items: (["live", "test"] as const).map((each) => marked(each, texts.mode[each], each === mode)),
            onItemClick: ({ detail }) => chooseMode(detail.id === "test" ? "test" : "live"),
          },
          {
            type: "menu-dropdown",
            text: LANGUAGES[language],
            ariaLabel: `${texts.language}: ${LANGUAGES[language]}`,
            iconName: "globe",
            items: Object.entries(LANGUAGES).map(([id, text]) => marked(id, text, id === language)),
            onItemClick: ({ detail }) => choose(detail.id as Language),
          },
          {
            type: "menu-dropdown",
            text: me.name,
            description: me.email,
            iconName: "user-profile",
            items: [
              {
                id: "look",
                text: texts.look.label,
                items: LOOKS.map((each) => marked(each, texts.look[each], each === look)),
              },
              { id: "authenticator", text: texts.authenticator.menu },
              { id: "sign-out", text: texts.signOut },
            ],
            onItemClick: ({ detail }) => {
              if (detail.id === "sign-out") void signOut(manager, config);
              else if (detail.id === "authenticator") setEnrolling(true);
              else setLook(detail.id as Look);
            },
          },
        ]}
      />
      {enrolling && (
        <Suspense>
          <Authenticator onClose={() => setEnrolling(false)} />
        </Suspense>
      )}
    </div>
  );
}
