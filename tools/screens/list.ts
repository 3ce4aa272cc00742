import { type Page, page, table } from '../docs/page.ts';

/** A page of the interface, as `npm run screens` opens it. */
export interface Screen {
  readonly name: string;
  /** As the router writes it, without the workspace and the settings it stands in. */
  readonly route: string;
  readonly sentence: string;
}

/** Pages before one is inside a workspace. */
export const ENTRY = [
  { name: 'setup', route: '/setup', sentence: 'The first visitor creates the owner and the first workspace.' },
  { name: 'sign-in', route: '/sign-in', sentence: 'E-mail and password; whoever has forgotten it is told whom to ask.' },
  { name: 'invitation', route: '/invitation/$token', sentence: 'Who invited, to which workspace; a name and a password join it.' },
  { name: 'reset', route: '/reset/$token', sentence: 'A one-time link sets a new password.' },
] as const satisfies readonly Screen[];

/** Pages of a workspace. */
export const INSIDE: readonly Screen[] = [
  { name: 'day', route: '/day', sentence: '我的一天: what to do today, ranked, with the reason in words and the evidence beside it.' },
  {
    name: 'customers',
    route: '/customers',
    sentence: 'How many drift and what they are worth; every customer one may see, asked, sorted, changed and kept as a view.',
  },
  {
    name: 'customer',
    route: '/customers/$externalId',
    sentence: 'One customer whole: what changed and why, health, clock, use with what we did, people, issues, what to do, what happened.',
  },
  { name: 'warnings', route: '/warnings', sentence: 'Warnings on all customers with what was seen, and how far each rule can be trusted.' },
  {
    name: 'notices',
    route: '/notices',
    sentence: 'What I was told, by day and customer; what is unread stands out, what is over says so.',
  },
  {
    name: 'overview',
    route: '/overview',
    sentence: 'All customers at a glance: how many, how well, who moved, and what hangs on few of them.',
  },
  {
    name: 'lab',
    route: '/lab',
    sentence: 'What a rule would have said in the past, what became of the customers, and its threshold under its own curve.',
  },
  {
    name: 'backtest',
    route: '/lab/backtest',
    sentence: 'How good a judgement was, month by month, beside the best single metric and the base rate; too few outcomes are said to be.',
  },
  {
    name: 'lab-drafts',
    route: '/lab/drafts',
    sentence: 'Drafts of rules and models, and those that run in the shadow of the live ones: who would change, and why.',
  },
  {
    name: 'lab-economy',
    route: '/lab/economy',
    sentence: 'What became of last week’s warnings, how many each person got, and how right each rule was.',
  },
  {
    name: 'lab-learned',
    route: '/lab/learned',
    sentence: 'A risk that is learned each night: whether it proved itself, who is healthy by hand and high by it, and how it moved.',
  },
  {
    name: 'revenue',
    route: '/revenue',
    sentence: 'What recurs a year and why it changed, month by month, under a definition one can choose; every figure opens to its rows.',
  },
  {
    name: 'retention',
    route: '/retention',
    sentence:
      'How long customers stay, what is left of each cohort, a projection against what it had not seen, and what customers are worth; groups that cannot be told apart are not.',
  },
  { name: 'start', route: '/start', sentence: 'Three ways to the first work: invented data, tables, or events of the product.' },
  { name: 'import', route: '/import', sentence: 'Tables come in: files, what their columns mean, and what became of every row.' },
  { name: 'connect', route: '/connect', sentence: 'How to send events, and what has arrived or waits.' },
  { name: 'sources', route: '/sources', sentence: 'What arrives from each source, how much, and who has fallen silent.' },
  {
    name: 'quality',
    route: '/quality',
    sentence: 'What contradicts itself, what it does to the figures, what is known; usage with and without flagged rows.',
  },
  {
    name: 'readiness',
    route: '/readiness',
    sentence: 'Whose health has no score yet, what is missing, and what to do first: the fix that unlocks most customers.',
  },
  {
    name: 'mappings',
    route: '/mappings',
    sentence: 'What the events mean that come in, said by people; the past follows, with a count before and progress after.',
  },
  { name: 'waiting', route: '/waiting', sentence: 'What came and could not be counted: whose it is, once more, or away.' },
  {
    name: 'events',
    route: '/events',
    sentence: 'Single events by customer, user, name and time; counts by day and module; what is seen as a file.',
  },
  {
    name: 'duplicates',
    route: '/duplicates',
    sentence: 'Customers that may be one, why, and what a merge would do; merged, and taken apart again.',
  },
  {
    name: 'export',
    route: '/export',
    sentence: 'Everything that is kept, out again: all as one zip, or a file each, for people or programs.',
  },
  { name: 'limits', route: '/limits', sentence: 'What each key has sent against what it may.' },
  { name: 'settings-account', route: '/account', sentence: 'One’s own password and the sessions that are open.' },
  { name: 'settings-my-notices', route: '/my-notices', sentence: 'What I want by mail, at which hour, and when nothing is sent.' },
  { name: 'settings-people', route: '/people', sentence: 'Who is here, with which functions and scope; invitations.' },
  { name: 'settings-teams', route: '/teams', sentence: 'Teams and who leads them.' },
  { name: 'settings-workspace', route: '/workspace', sentence: 'Name, language and time zone of the workspace.' },
  {
    name: 'settings-health',
    route: '/health',
    sentence: 'The health models: for whom, since when; a draft with its problems named, tried on real customers, published.',
  },
  {
    name: 'settings-metrics',
    route: '/metrics',
    sentence: 'The metric dictionary: what each metric means and who uses it; one made without code, tried on real customers.',
  },
  {
    name: 'settings-ledger',
    route: '/ledger',
    sentence: 'The base currency, how late a line still renews, and the definitions of revenue.',
  },
  { name: 'settings-fields', route: '/fields', sentence: 'Fields that the workspace adds to its customers, contacts and contract lines.' },
  {
    name: 'settings-mail',
    route: '/mail',
    sentence: 'The mail server by which notices go out, how it does, and its own answer to a test mail.',
  },
  {
    name: 'settings-bots',
    route: '/bots',
    sentence: 'Which groups of 企业微信, 钉钉 and 飞书 hear of which warnings, and whether their bots take them.',
  },
  {
    name: 'settings-deliveries',
    route: '/deliveries',
    sentence: 'Every message that left the house: to whom, when, and whether it arrived.',
  },
  { name: 'settings-keys', route: '/keys', sentence: 'API keys with their scopes and last use; a new one is shown once.' },
  { name: 'settings-audit', route: '/audit', sentence: 'Who changed what, and when.' },
  { name: 'settings-bin', route: '/bin', sentence: 'What was put away by hand, by whom, for how long it can still be taken back.' },
  {
    name: 'settings-backups',
    route: '/backups',
    sentence: 'What is kept of this server since when, a new backup, and how to come back to one.',
  },
  {
    name: 'settings-erasure',
    route: '/erasure',
    sentence: 'An end user or a customer is taken out of everything, for good; what was erased, not who.',
  },
];

/** Addresses that only lead on to others. */
export const FORWARDING = ['/', '/$workspace', '/settings'];

export const STATES = ['empty', 'error', 'data'] as const;
export const WIDTHS = [390, 1440] as const;
export const LANGUAGES = ['zh-CN', 'en-US'] as const;

/** Where a page of a workspace is found. */
export function addressOf({ name, route }: Screen, workspace: string, externalId: string): string {
  const settings = name.startsWith('settings-') ? '/settings' : '';
  return `/${workspace}${settings}${route.replace('$externalId', encodeURIComponent(externalId))}`;
}

export function screensPage(): Page {
  const rows = [...ENTRY, ...INSIDE].map(({ name, route, sentence }) => [name, `\`${route}\``, sentence]);
  return page('docs/screens.md', 'Screens', '`tools/screens/list.ts`', [
    `\`npm run screens\` opens every page at ${WIDTHS.join(' and ')} pixels, in both languages, with data, empty and when its calls fail, and the dialogs and the dark theme once more. It writes the pictures to \`.cache/screens\`, and fails on a page wider than a phone, an error in the console, a word without a translation, or an address of the router that is not on this list.`,
    table(['Page', 'Address', 'What it is for'], rows),
  ]);
}
