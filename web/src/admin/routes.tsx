// Every page: where it is, who sees it, and its code, loaded when it is first opened. The API
// refuses by itself whom it does not allow; this only hides.

import { type ComponentType, lazy } from "react";
import { may, type Me, type Permission } from "./auth";
import type { ShellTexts } from "./i18n/shell";

export interface PageRoute {
  path: string;
  needs: Permission;
  page: ComponentType;
  // Absent for pages that are reached from others only.
  nav?: keyof ShellTexts["nav"];
  section: "review" | "money" | "setup";
  // The page needs the whole width.
  wide?: boolean;
}

export const ROUTES: PageRoute[] = [
  { path: "/queue", needs: "see_cases", page: lazy(() => import("./pages/Queue")), nav: "queue", section: "review" },
  { path: "/cases/:submission_id", needs: "see_cases", page: lazy(() => import("./pages/Case")), section: "review", wide: true },
  { path: "/customers", needs: "see_customers", page: lazy(() => import("./pages/Customers")), nav: "customers", section: "review" },
  { path: "/customers/:customer_id", needs: "see_customers", page: lazy(() => import("./pages/Customer")), section: "review" },
  { path: "/billing", needs: "see_money", page: lazy(() => import("./pages/Billing")), nav: "billing", section: "money" },
  { path: "/consumption", needs: "see_money", page: lazy(() => import("./pages/Consumption")), nav: "consumption", section: "money" },
  { path: "/webhooks", needs: "manage_keys", page: lazy(() => import("./pages/Webhooks")), nav: "webhooks", section: "setup" },
  { path: "/settings", needs: "see_settings", page: lazy(() => import("./pages/Settings")), nav: "settings", section: "setup" },
  { path: "/bank-accounts", needs: "see_cases", page: lazy(() => import("./pages/BankAccounts")), nav: "bankAccounts", section: "review" },
  { path: "/bank-accounts/:customer_id", needs: "see_cases", page: lazy(() => import("./pages/BankAccount")), section: "review" },
  { path: "/duplicates", needs: "see_cases", page: lazy(() => import("./pages/Duplicates")), nav: "duplicates", section: "review" },
  { path: "/duplicates/:alert_id", needs: "see_cases", page: lazy(() => import("./pages/Duplicate")), section: "review" },
  { path: "/businesses", needs: "see_cases", page: lazy(() => import("./pages/Businesses")), nav: "businesses", section: "review" },
  { path: "/businesses/:customer_id", needs: "see_customers", page: lazy(() => import("./pages/Business")), section: "review" },
  { path: "/operator", needs: "open_companies", page: lazy(() => import("./pages/Operator")), nav: "operator", section: "setup" },
  { path: "/operator/:company_id", needs: "see_accounts", page: lazy(() => import("./pages/OperatorCompany")), section: "setup" },
];

export const SECTIONS = ["review", "money", "setup"] as const;

export const routesFor = (me: Me): PageRoute[] => ROUTES.filter((route) => may(me, route.needs));
