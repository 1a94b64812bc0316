// The frame of every page: head, navigation by role, what just happened, and the page itself.

import AppLayout from "@cloudscape-design/components/app-layout";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import SideNavigation, { type SideNavigationProps } from "@cloudscape-design/components/side-navigation";
import type { UserManager } from "oidc-client-ts";
import { Suspense, useEffect, useState } from "react";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { go, useHashPath, useHashSearch } from "../shared/hash";
import { Empty, Loading } from "./components/Loaded";
import { TopBar } from "./components/TopBar";
import { useShellTexts } from "./i18n/shell";
import { useDesk } from "./queries";
import { type PageRoute, routesFor, SECTIONS } from "./routes";
import { ToastList } from "./toasts";

export function Shell({ manager }: { manager: UserManager }) {
  const { me } = useDesk();
  const routes = routesFor(me);
  return (
    <Router hook={useHashPath} searchHook={useHashSearch} hrefs={(to) => `#${to}`}>
      <TopBar manager={manager} />
      <Frame routes={routes} />
    </Router>
  );
}

function Frame({ routes }: { routes: PageRoute[] }) {
  const texts = useShellTexts();
  const [path] = useLocation();
  const current = routes.find((route) => matches(route.path, path));
  const [open, setOpen] = useState(!current?.wide);
  useEffect(() => setOpen(!current?.wide), [current?.wide]);
  return (
    <AppLayout
      headerSelector="#top"
      toolsHide
      navigationOpen={open}
      onNavigationChange={({ detail }) => setOpen(detail.open)}
      navigation={<Navigation routes={routes} path={listOf(routes, path)} />}
      navigationWidth={220}
      notifications={<ToastList />}
      stickyNotifications
      maxContentWidth={1800}
      ariaLabels={texts.frame}
      content={<Pages routes={routes} />}
    />
  );
}

function Pages({ routes }: { routes: PageRoute[] }) {
  const texts = useShellTexts();
  const first = routes.find((route) => route.nav);
  if (!first) {
    const title = <Header variant="h1">{texts.noPages}</Header>;
    return <ContentLayout header={title}>{texts.askAdmin}</ContentLayout>;
  }
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/">
          <Redirect to={first.path} replace />
        </Route>
        {routes.map(({ path, page: Page }) => (
          <Route key={path} path={path}>
            <Page />
          </Route>
        ))}
        <Route>
          <Empty title={texts.noSuchPage} />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Navigation({ routes, path }: { routes: PageRoute[]; path: string }) {
  const texts = useShellTexts();
  const sections = SECTIONS.map((section) => routes.filter((each) => each.nav && each.section === section));
  const items = sections
    .filter((section) => section.length > 0)
    .flatMap((section, index): SideNavigationProps.Item[] => [
      ...(index ? [{ type: "divider" } as const] : []),
      ...section.map((each) => ({
        type: "link" as const,
        text: texts.nav[each.nav as keyof typeof texts.nav],
        href: `#${each.path}`,
      })),
    ]);
  return (
    <SideNavigation
      header={{ text: routes.some((each) => each.section === "review") ? texts.menu : texts.title, href: "#/" }}
      activeHref={`#${path}`}
      items={items}
      onFollow={(event) => {
        event.preventDefault();
        go(event.detail.href.slice(1));
      }}
    />
  );
}

// What is marked while one of a list is open: the list. A case belongs to the queue.
function listOf(routes: PageRoute[], path: string): string {
  const first = path.split("/")[1];
  const found = routes.find((route) => route.nav && route.path === `/${first === "cases" ? "queue" : first}`);
  return found?.path ?? path;
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const found = path.split("/");
  return wanted.length === found.length && wanted.every((part, i) => part.startsWith(":") || part === found[i]);
}
