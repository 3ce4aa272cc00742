import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  rootRouteId,
} from '@tanstack/react-router';
import { CUSTOMER_WORK, LEADING, type PersonFunction } from '../contract/access.ts';
import { me as meOperation, setupStatus } from '../features/access/contract.ts';
import { SETTINGS_SECTIONS } from '../features/access/web/settings-sections.ts';
import { ApiError, call } from './call.ts';
import { restOfWords } from './i18n.ts';
import { holdsOne, landing, type Me } from './landing.ts';
import { recall } from './remember.ts';
import { DocumentTitle } from './shell/DocumentTitle.tsx';
import { EntryLayout } from './shell/EntryLayout.tsx';
import { BrokenHouse, BrokenPage, NoPermissionNote, NotFoundNote, NotFoundPage, NoWorkspacePage } from './shell/Notes.tsx';
import { SettingsLayout } from './shell/SettingsLayout.tsx';
import { WorkspaceLayout } from './shell/WorkspaceLayout.tsx';
import { PageSkeleton } from './ui/PageSkeleton.tsx';
import { asking } from './use-operation.ts';

interface RouterContext {
  readonly cache: QueryClient;
}

/** What a person may not know, they are not told: no session is an answer, not an error. */
async function whoAmI(cache: QueryClient): Promise<Me | null> {
  try {
    return await cache.ensureQueryData(asking(meOperation, {}));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-signed-in') return null;
    throw error;
  }
}

const root = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <>
      <DocumentTitle />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenHouse,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context: { cache } }) => {
    const { open } = await call(setupStatus, {});
    const { to, ...more } = landing(open, open ? null : await whoAmI(cache), recall('workspace'));
    if (to === '/setup' || to === '/sign-in') throw redirect({ to, replace: true });
    if (to !== null && 'workspace' in more) throw redirect({ to, params: { workspace: more.workspace }, replace: true });
  },
  component: NoWorkspacePage,
});

/** A page whose file and words come when it is opened. */
function laterPage<Pages extends Record<string, unknown>, Name extends keyof Pages>(load: () => Promise<Pages>, name: Name) {
  return lazyRouteComponent(async () => (await Promise.all([load(), restOfWords()]))[0] as never, name as never);
}

const entry = createRoute({ getParentRoute: () => root, id: 'entry', component: EntryLayout });

const setup = createRoute({
  getParentRoute: () => entry,
  path: '/setup',
  component: laterPage(() => import('../features/access/web/SetupPage.tsx'), 'SetupPage'),
  staticData: { place: 'setup' },
});
const signIn = createRoute({
  getParentRoute: () => entry,
  path: '/sign-in',
  component: laterPage(() => import('../features/access/web/SignInPage.tsx'), 'SignInPage'),
  staticData: { place: 'signIn' },
});
const invitation = createRoute({
  getParentRoute: () => entry,
  path: '/invitation/$token',
  component: laterPage(() => import('../features/access/web/InvitationPage.tsx'), 'InvitationPage'),
  staticData: { place: 'invitation' },
});
const reset = createRoute({
  getParentRoute: () => entry,
  path: '/reset/$token',
  component: laterPage(() => import('../features/access/web/ResetPage.tsx'), 'ResetPage'),
  staticData: { place: 'reset' },
});

/** Whose answers the cache holds: those of one workspace must never be shown in another. */
let held: string | null = null;

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/$workspace',
  beforeLoad: async ({ context: { cache }, params, location, preload }) => {
    const me = await whoAmI(cache);
    if (me === null) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
    const membership = me.memberships.find((one) => one.workspace.key === params.workspace);
    if (!membership) throw notFound({ routeId: rootRouteId, data: { workspace: params.workspace } });
    if (!preload && held !== params.workspace) {
      if (held !== null) cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meOperation.id });
      held = params.workspace;
    }
    return { me, membership };
  },
  remountDeps: ({ params }) => params.workspace,
  component: function Workspace() {
    const { me, membership } = workspace.useRouteContext();
    return <WorkspaceLayout me={me} workspace={membership.workspace.key} />;
  },
  notFoundComponent: NotFoundNote,
  errorComponent: BrokenHouse,
});

type Page = ReturnType<typeof lazyRouteComponent>;

/** A page for those who do the work it is for; the others are told what it is for. */
function pageFor(functions: readonly PersonFunction[], Page: Page): Page {
  function Guarded() {
    const { membership } = workspace.useRouteContext();
    return holdsOne(membership.functions, functions) ? <Page /> : <NoPermissionNote functions={functions} />;
  }
  return Object.assign(Guarded, Page.preload && { preload: Page.preload });
}

/** A page that everybody of the workspace may open. */
function openPage<const Path extends string>(path: Path, place: string, component: Page) {
  return createRoute({ getParentRoute: () => workspace, path, component, staticData: { place } });
}

const home = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ context: { membership }, params }) => {
    const works = holdsOne(membership.functions, CUSTOMER_WORK);
    throw redirect({ to: works ? '/$workspace/day' : '/$workspace/customers', params, replace: true });
  },
});
const day = openPage(
  '/day',
  'day',
  pageFor(
    CUSTOMER_WORK,
    lazyRouteComponent(() => import('../features/tasks/web/MyDayPage.tsx'), 'MyDayPage'),
  ),
);
const customers = openPage(
  '/customers',
  'customers',
  laterPage(() => import('../features/portfolio/web/PortfolioPage.tsx'), 'PortfolioPage'),
);
const customer = openPage(
  '/customers/$externalId',
  'customers',
  laterPage(() => import('../features/accounts/web/CustomerPage.tsx'), 'CustomerPage'),
);
const revenue = openPage(
  '/revenue',
  'revenue',
  laterPage(() => import('../features/revenue/web/RevenuePage.tsx'), 'RevenuePage'),
);
const retention = openPage(
  '/retention',
  'retention',
  laterPage(() => import('../features/retention/web/RetentionPage.tsx'), 'RetentionPage'),
);
const overview = openPage(
  '/overview',
  'overview',
  laterPage(() => import('../features/portfolio/web/OverviewPage.tsx'), 'OverviewPage'),
);
const lab = openPage(
  '/lab',
  'lab',
  laterPage(() => import('../features/lab/web/LabPage.tsx'), 'LabPage'),
);
const backTest = openPage(
  '/lab/backtest',
  'lab',
  laterPage(() => import('../features/lab/web/BackTestPage.tsx'), 'BackTestPage'),
);
const labDrafts = openPage(
  '/lab/drafts',
  'lab',
  laterPage(() => import('../features/lab/web/DraftsPage.tsx'), 'DraftsPage'),
);
const labEconomy = openPage(
  '/lab/economy',
  'lab',
  laterPage(() => import('../features/lab/web/EconomyPage.tsx'), 'EconomyPage'),
);
const labLearned = openPage(
  '/lab/learned',
  'lab',
  laterPage(() => import('../features/lab/web/LearnedPage.tsx'), 'LearnedPage'),
);
const warnings = openPage(
  '/warnings',
  'warnings',
  laterPage(() => import('../features/warnings/web/WarningsPage.tsx'), 'WarningsPage'),
);
const notices = openPage(
  '/notices',
  'notices',
  laterPage(() => import('../features/notifications/web/NoticesPage.tsx'), 'NoticesPage'),
);
const firstRun = openPage(
  '/start',
  'start',
  pageFor(
    LEADING,
    laterPage(() => import('../features/imports/web/StartPage.tsx'), 'StartPage'),
  ),
);
const importTables = openPage(
  '/import',
  'import',
  pageFor(
    LEADING,
    laterPage(() => import('../features/imports/web/ImportPage.tsx'), 'ImportPage'),
  ),
);
const connect = openPage(
  '/connect',
  'connect',
  laterPage(() => import('../features/usage/web/ConnectPage.tsx'), 'ConnectPage'),
);
const sources = openPage(
  '/sources',
  'sources',
  pageFor(
    [...LEADING, 'product'],
    laterPage(() => import('../features/usage/web/SourcesPage.tsx'), 'SourcesPage'),
  ),
);
const quality = openPage(
  '/quality',
  'quality',
  pageFor(
    [...LEADING, 'product'],
    laterPage(() => import('../features/quality/web/QualityPage.tsx'), 'QualityPage'),
  ),
);
const readiness = openPage(
  '/readiness',
  'readiness',
  laterPage(() => import('../features/health/web/ReadinessPage.tsx'), 'ReadinessPage'),
);
const mappings = openPage(
  '/mappings',
  'mappings',
  pageFor(
    LEADING,
    laterPage(() => import('../features/usage/web/MappingsPage.tsx'), 'MappingsPage'),
  ),
);
const waiting = openPage(
  '/waiting',
  'waiting',
  pageFor(
    LEADING,
    laterPage(() => import('../features/usage/web/WaitingPage.tsx'), 'WaitingPage'),
  ),
);
const events = openPage(
  '/events',
  'events',
  laterPage(() => import('../features/usage/web/EventsPage.tsx'), 'EventsPage'),
);
const duplicates = openPage(
  '/duplicates',
  'duplicates',
  pageFor(
    LEADING,
    laterPage(() => import('../features/duplicates/web/DuplicatesPage.tsx'), 'DuplicatesPage'),
  ),
);
const exportAll = openPage(
  '/export',
  'export',
  pageFor(
    LEADING,
    laterPage(() => import('../features/exports/web/ExportPage.tsx'), 'ExportPage'),
  ),
);
const limits = openPage(
  '/limits',
  'limits',
  pageFor(
    LEADING,
    laterPage(() => import('../features/usage/web/LimitsPage.tsx'), 'LimitsPage'),
  ),
);

type SectionId = (typeof SETTINGS_SECTIONS)[number]['id'];

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: function Settings() {
    const { membership } = settings.useRouteContext();
    return <SettingsLayout workspace={membership.workspace.key} functions={membership.functions} />;
  },
  staticData: { place: 'settings' },
});
const settingsIndex = createRoute({ getParentRoute: () => settings, path: '/', component: () => null });

/** A settings page for those whose calls it makes are answered. */
function sectionFor(id: SectionId, Page: Page): Page {
  const access = SETTINGS_SECTIONS.find((section) => section.id === id)?.needs;
  return access?.who === 'member' && access.functions !== 'any' ? pageFor(access.functions, Page) : Page;
}

/** A page of the settings; its address is its name. */
function section<const Id extends SectionId, Pages extends Record<string, unknown>>(id: Id, load: () => Promise<Pages>, name: keyof Pages) {
  const component = sectionFor(id, laterPage(load, name));
  return createRoute({ getParentRoute: () => settings, path: `/${id}`, component, staticData: { place: id } });
}

const account = section('account', () => import('../features/access/web/MyAccountPage.tsx'), 'MyAccountPage');
const workspaceSettings = section('workspace', () => import('../features/access/web/WorkspaceSettingsPage.tsx'), 'WorkspaceSettingsPage');
const people = section('people', () => import('../features/access/web/PeoplePage.tsx'), 'PeoplePage');
const teams = section('teams', () => import('../features/access/web/TeamsPage.tsx'), 'TeamsPage');
const keys = section('keys', () => import('../features/access/web/KeysPage.tsx'), 'KeysPage');
const audit = section('audit', () => import('../features/access/web/AuditPage.tsx'), 'AuditPage');
const backups = section('backups', () => import('../features/custody/web/BackupsPage.tsx'), 'BackupsPage');
const erasure = section('erasure', () => import('../features/custody/web/ErasurePage.tsx'), 'ErasurePage');
const fields = section('fields', () => import('../features/accounts/web/CustomFieldsPage.tsx'), 'CustomFieldsPage');
const bin = section('bin', () => import('../features/accounts/web/RecycleBinPage.tsx'), 'RecycleBinPage');
const healthModels = section('health', () => import('../features/health/web/HealthModelsPage.tsx'), 'HealthModelsPage');
const metrics = section('metrics', () => import('../features/metrics/web/MetricsPage.tsx'), 'MetricsPage');
const myNotices = section('my-notices', () => import('../features/notifications/web/MyNoticesPage.tsx'), 'MyNoticesPage');
const mailServer = section('mail', () => import('../features/notifications/web/MailPage.tsx'), 'MailPage');
const bots = section('bots', () => import('../features/notifications/web/BotsPage.tsx'), 'BotsPage');
const deliveries = section('deliveries', () => import('../features/notifications/web/DeliveriesPage.tsx'), 'DeliveriesPage');
const ledgerSettings = section('ledger', () => import('../features/revenue/web/LedgerSettingsPage.tsx'), 'LedgerSettingsPage');

const routes = root.addChildren([
  start,
  entry.addChildren([setup, signIn, invitation, reset]),
  workspace.addChildren([
    home,
    day,
    customers,
    customer,
    warnings,
    notices,
    revenue,
    retention,
    ...[lab, backTest, labDrafts, labEconomy, labLearned],
    overview,
    firstRun,
    importTables,
    connect,
    sources,
    quality,
    readiness,
    mappings,
    waiting,
    events,
    duplicates,
    limits,
    exportAll,
    settings.addChildren([
      ...[settingsIndex, account, workspaceSettings, people, teams, keys, audit],
      ...[healthModels, metrics, ledgerSettings, fields, bin, backups, erasure],
      ...[myNotices, mailServer, bots, deliveries],
    ]),
  ]),
]);

/** All addresses of the interface. */
export function createMooringRouter(cache: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { cache },
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createMooringRouter>;
  }
  interface StaticDataRouteOption {
    /** Its name is `shell:place.<place>`. */
    readonly place?: string;
  }
}
