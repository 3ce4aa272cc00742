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
  { id: 'ACT-06', title: 'Activity 活跃度', state: 'built', missing: '' },
  {
    id: 'ACT-07',
    title: 'Usage against expectation',
    state: 'not',
    missing: 'One expected activity for the workspace stands in for the expectation profile of each customer.',
  },
  {
    id: 'HLT-01',
    title: 'Activity is the base, not the proof',
    state: 'partly',
    missing: 'The cap is computed; no customer can meet it before the other parts of the score are measured.',
  },
  {
    id: 'HLT-02',
    title: 'Usage health score',
    state: 'partly',
    missing: 'Part A (活跃分) is measured; core modules, breadth and integration are not yet, so the score reads 数据不足 and names them.',
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
];
