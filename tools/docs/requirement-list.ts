/** What the specification asks for, how far it is built, and what is missing. A test holds the list against the tests that name its IDs. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  readonly state: 'built' | 'partly' | 'not';
  /** Empty only where everything is built. */
  readonly missing: string;
}

export const REQUIREMENTS: readonly Requirement[] = [
  { id: 'ACT-01', title: 'DAU, WAU, MAU', state: 'built', missing: '' },
  { id: 'ACT-03', title: 'Login ratio 登录比例', state: 'built', missing: '' },
  {
    id: 'ACT-04',
    title: 'Online time 在线时长',
    state: 'partly',
    missing: 'Idle time must be left out by the sender: a single duration does not tell it.',
  },
  {
    id: 'ACT-05',
    title: 'Client split 登录客户端比例',
    state: 'partly',
    missing: 'Shares of users and time are there; no preferred client can be set, so no product note is raised.',
  },
  { id: 'ACT-06', title: 'Activity 活跃度', state: 'built', missing: '' },
  {
    id: 'ACT-07',
    title: 'Usage against expectation',
    state: 'built',
    missing: '',
  },
  {
    id: 'ACT-08',
    title: 'Peer position 平均水平',
    state: 'partly',
    missing: 'Any metric can be asked for, four stand on the page of the customer; a review does not show them yet.',
  },
  {
    id: 'C360-01',
    title: 'One page, full context, every role',
    state: 'partly',
    missing:
      'Parts whose feature does not exist are absent: why they chose us as reasons, special terms, success plan, demands, renewal as a case, the account manager.',
  },
  {
    id: 'C360-02',
    title: 'Decision chain 决策链',
    state: 'partly',
    missing: 'People with roles, attitude and coverage in 90 days are there; reports-to edges and a drawn chart are not.',
  },
  { id: 'FIN-01', title: 'Contract value 合同额', state: 'built', missing: '' },
  { id: 'FIN-02', title: 'Annual and monthly fee 年费 月费', state: 'built', missing: '' },
  {
    id: 'FIN-04',
    title: 'Lifetime value 生命周期价值',
    state: 'built',
    missing: '',
  },
  { id: 'FIN-08', title: 'Churn and renewal by count 流失率 续约率', state: 'built', missing: '' },
  { id: 'FIN-09', title: 'Money renewal rate 续费率', state: 'built', missing: '' },
  { id: 'FIN-10', title: 'ARR movements, GRR and NRR', state: 'built', missing: '' },
  {
    id: 'FIN-12',
    title: 'Upsell, downsell, cross-sell, repurchase',
    state: 'partly',
    missing: 'Counts, amounts and the repurchase rate are there; labels of the metric dictionary come with FIN-22.',
  },
  { id: 'FIN-13', title: 'Second-sale types', state: 'built', missing: '' },
  {
    id: 'FIN-23',
    title: 'Benchmark register 基准库',
    state: 'partly',
    missing:
      'Rates of what stays in a year are lines to compare with, with source and scope; the other figures come with what they are compared with.',
  },
  { id: 'HLT-01', title: 'Activity is the base, not the proof', state: 'built', missing: '' },
  { id: 'HLT-02', title: 'Usage health score', state: 'built', missing: '' },
  {
    id: 'HLT-03',
    title: 'Core module, breadth, integration facts',
    state: 'partly',
    missing: 'Core and bought modules and calls a day are there; the system, direction and error rate of a link are not known yet.',
  },
  {
    id: 'MON-02',
    title: 'Single customer',
    state: 'partly',
    missing: 'Touches, people who come and go and the go-live are marks on the curve, what we did with its effect; releases are not kept.',
  },
  {
    id: 'MON-05',
    title: 'Activity below 20 %',
    state: 'partly',
    missing: 'The rescue playbook: the warning opens a task until playbooks exist.',
  },
  {
    id: 'ORG-02',
    title: 'Functions of the customer success department',
    state: 'partly',
    missing: 'What a person may do follows functions; the pricing that only account managers see comes with renewals.',
  },
  {
    id: 'MON-01',
    title: 'Portfolio for executives and for a CSM 总览',
    state: 'built',
    missing: '',
  },
  {
    id: 'MON-03',
    title: 'Read numbers with the business',
    state: 'partly',
    missing:
      'Charts of the customer draw what is expected of it, and a banner asks to set it; small charts of lists and of the day do not.',
  },
  {
    id: 'SEG-05',
    title: 'Concentration 二八',
    state: 'built',
    missing: '',
  },
  { id: 'FIN-14', title: 'NPS 净推荐值', state: 'not', missing: 'The sum over answers is computed; no screen shows it yet.' },
  {
    id: 'MON-04',
    title: 'Threshold and sharp change, both directions 剧变',
    state: 'partly',
    missing: 'Baseline is 28 days for every customer; rules by users come with the rule builder.',
  },
  {
    id: 'REL-01',
    title: 'Relations never cool 关系不能凉',
    state: 'partly',
    missing: 'The coldness of decision makers goes by tier; the rule has one limit of 60 days for all, and mass mail is not told apart.',
  },
  {
    id: 'ATR-01',
    title: 'Four signs of a customer at risk 四种表现',
    state: 'partly',
    missing: 'S1, S2, S3 and S4 warn; the amber lines and the suspected case come with rescue.',
  },
  { id: 'MON-09', title: 'Risk probability 风险', state: 'built', missing: '' },
  {
    id: 'HOF-04',
    title: 'Mutual commitments 承诺',
    state: 'partly',
    missing: 'Promises with due days and their warning; the handover form is not there yet.',
  },
  {
    id: 'ISL-05',
    title: 'Ageing of issues 问题账龄',
    state: 'partly',
    missing: 'A warning at 30 days; settings by person are not there yet.',
  },
  {
    id: 'PRJ-05',
    title: 'Slow go-live 上线过慢',
    state: 'partly',
    missing: 'A warning at 90 days; the amber mark at 60 and the escalation at 180 are not.',
  },
  { id: 'HLT-07', title: 'Overall health 综合健康', state: 'built', missing: '' },
  {
    id: 'HLT-04',
    title: 'Four levels 健康度层次',
    state: 'partly',
    missing: 'Thresholds are defaults; they cannot be set by product yet.',
  },
  { id: 'HLT-05', title: 'Gaps in the ladder', state: 'built', missing: '' },
  {
    id: 'HLT-06',
    title: 'Stickiness quadrant 黏性',
    state: 'partly',
    missing: 'Shown with the customer; it is not in the renewal list, which does not exist yet.',
  },
  { id: 'HLT-08', title: 'Reasons on screen', state: 'built', missing: '' },
  { id: 'HLT-09', title: 'Snapshots 快照', state: 'built', missing: '' },
  {
    id: 'ACT-02',
    title: 'Activation rate 激活率',
    state: 'built',
    missing: '',
  },
  {
    id: 'ISS-04',
    title: 'Silence is a signal',
    state: 'built',
    missing: '',
  },
  {
    id: 'LCY-06',
    title: 'Contract clock 合同时钟',
    state: 'partly',
    missing: 'Working days to renewal and what a delay costs are metrics; they stand on no project or plan yet.',
  },
  {
    id: 'EXP-02',
    title: 'Purchased amount nearly used up 购买量接近饱和',
    state: 'partly',
    missing: 'Seats are watched and forecast; volumes, the inbox of signals and the reminder to the customer come with expansion.',
  },
  {
    id: 'SEG-10',
    title: 'Growth watch and tier change',
    state: 'partly',
    missing: 'Seats against a year before are a metric; the proposal of a tier comes with segments.',
  },
  {
    id: 'MON-06',
    title: 'Growth alert',
    state: 'built',
    missing: '',
  },
  {
    id: 'REN-08',
    title: 'Renewal rates',
    state: 'partly',
    missing: 'Rates by what is due, as a definition of revenue; the pipeline with its stages is not there.',
  },
  { id: 'MON-08', title: 'Work queue 风险×价值', state: 'built', missing: '' },
  { id: 'MON-07', title: 'Alert inbox and feedback 预警处理', state: 'built', missing: '' },
  {
    id: 'MOD-05',
    title: 'Pilot and spread inside a group',
    state: 'not',
    missing: 'The tree of units; penetration is not counted yet.',
  },
  { id: 'MOD-02', title: 'Users are not customers', state: 'built', missing: '' },
];
