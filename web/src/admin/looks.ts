// Dense, and light or dark: as chosen, else as the machine is set.

import { applyDensity, applyMode, Density, Mode } from "@cloudscape-design/global-styles";
import { useEffect, useState } from "react";

export const LOOKS = ["auto", "light", "dark"] as const;
export type Look = (typeof LOOKS)[number];

const KEPT = "kyc.look";
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function useLook(): [Look, (look: Look) => void] {
  const [look, setLook] = useState<Look>(() => (localStorage.getItem(KEPT) as Look | null) ?? "auto");
  useEffect(() => {
    localStorage.setItem(KEPT, look);
    const apply = () => {
      const dark = look === "dark" || (look === "auto" && system.matches);
      applyMode(dark ? Mode.Dark : Mode.Light);
      document.documentElement.style.colorScheme = dark ? "dark" : "light";
    };
    applyDensity(Density.Compact);
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [look]);
  return [look, setLook];
}
