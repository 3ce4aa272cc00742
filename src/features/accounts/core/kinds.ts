import type { Choices, RecordKind } from '../../../kernel/record.ts';

const ACCOUNT = ['account_id', 'account', 'customer_id', 'customer', 'company_id', '客户编号', '客户', '客户ID', '所属客户', '企业编号'];

/** The reference to a customer that most kinds have. */
export const ACCOUNT_FIELD = { type: 'record', of: 'account', required: true, headers: ACCOUNT } as const;

const CUSTOMER_TYPES: Choices = { B2B: ['企业客户', 'b2b', 'business'], B2C: ['个人客户', 'b2c', 'consumer'] };
const VALUE_TIERS: Choices = {
  STRATEGIC: ['战略客户', '标杆客户', 'strategic'],
  ENTERPRISE: ['企业客户', '普通客户', 'enterprise'],
  NON_FOCUS: ['非关注客户', '小微客户', 'non-focus', 'smb'],
};
/** 生命周期阶段 (LCY-01), set by hand; every change stands in the history. */
export const STAGES: Choices = {
  SIGNED: ['签约购买', 'signed'],
  IMPLEMENT: ['实施交付', 'implementation', 'onboarding'],
  ROLLOUT: ['内部推广', 'rollout', 'adoption'],
  STABLE: ['稳定使用', 'stable', 'live'],
  RENEWAL: ['续约沟通', 'renewal'],
};

/**
 * 客户: the paying organisation. The first five fields live in the table `accounts`, which the hot paths read; the others, its profile, are
 * kept as a record.
 */
export const accountKind: RecordKind = {
  name: 'account',
  fact: false,
  title: ['name'],
  fields: {
    name: {
      type: 'text',
      longest: 200,
      headers: ['account_name', 'customer_name', 'company', 'company_name', 'name', '客户名称', '企业名称', '公司名称', '名称'],
    },
    startsOn: {
      type: 'day',
      headers: [
        'signup_date',
        'start_date',
        'created_at',
        'since',
        '开始日期',
        '签约日期',
        '合作开始日期',
        '注册日期',
        '开通日期',
        '合同开始',
        '合同开始日期',
        '服务开始',
        '开始',
      ],
    },
    /** The last day, included. Absent: goes on. */
    endsOn: {
      type: 'day',
      headers: [
        'end_date',
        'ended_at',
        'churned_on',
        '结束日期',
        '终止日期',
        '合作结束日期',
        '合同结束',
        '合同结束日期',
        '服务结束',
        '到期日',
        '结束',
      ],
    },
    endKind: { type: 'text', longest: 80, headers: ['end_kind', 'end_reason', '结束方式'] },
    /** Name or e-mail where a file says it. */
    owner: { type: 'person', headers: ['owner', 'csm', 'csm_name', '负责人', '客户成功经理', '客户经理'] },
    customerType: { type: 'choice', choices: CUSTOMER_TYPES, headers: ['customer_type', '客户类型'] },
    tier: { type: 'choice', choices: VALUE_TIERS, headers: ['value_tier', '客户等级', '价值等级', '客户分级'] },
    industry: { type: 'text', longest: 120, headers: ['industry', 'sector', '行业', '所属行业'] },
    region: { type: 'text', longest: 120, headers: ['region', 'country', 'area', '地区', '区域', '国家'] },
    stage: { type: 'choice', choices: STAGES, headers: ['stage', 'lifecycle_stage', '阶段', '生命周期阶段'] },
    goLiveOn: { type: 'day', headers: ['go_live', 'go_live_date', '上线日期'] },
    employees: {
      type: 'number',
      whole: true,
      least: 0,
      headers: ['employees', 'headcount', 'employee_count', '员工数', '人数规模', '企业规模'],
    },
    website: { type: 'text', longest: 300, headers: ['website', 'domain', 'url', '网站', '域名', '官网'] },
    whyUs: { type: 'text', longest: 2000, headers: ['why_us', '购买原因', '为什么选择我们'] },
  },
};

const UNIT_KINDS: Choices = {
  GROUP: ['集团', 'group'],
  BRANCH: ['分公司', '分支', 'branch', 'subsidiary'],
  BU: ['业务线', '事业部', 'bu', 'business unit'],
  DEPARTMENT: ['部门', 'department'],
};

/** 组织单元: the tree of a customer, from the group down to the department (MOD-05). */
export const orgUnitKind: RecordKind = {
  name: 'org-unit',
  fact: false,
  title: ['name'],
  fields: {
    account: ACCOUNT_FIELD,
    name: { type: 'text', longest: 200, required: true, headers: ['unit_name', 'name', '组织名称', '部门名称', '单元名称'] },
    parent: { type: 'record', of: 'org-unit', headers: ['parent', 'parent_id', '上级', '上级组织', '上级编号'] },
    unitKind: { type: 'choice', choices: UNIT_KINDS, headers: ['unit_kind', 'kind', '组织类型', '类型'] },
    headcount: { type: 'number', whole: true, least: 0, headers: ['headcount', 'employees', '人数', '部门人数'] },
    contractedSince: { type: 'day', headers: ['contracted_since', '签约日期'] },
  },
};

/** 决策链角色: one person may have several (spec part 1, section 2; part 2, annex 2). */
export const CHAIN_ROLES: Choices = {
  DECIDER: ['决策人', '决策者', 'decision maker', 'decider'],
  INITIATOR: ['项目发起者', '发起者', 'initiator'],
  SELECTOR: ['选型人', 'evaluator', 'selector'],
  SUPPORTER: ['内部支持者', '支持者', 'supporter', 'champion'],
  OPPONENT: ['反对者', 'opponent'],
  PURCHASER: ['采购', '购买者', 'purchaser', 'procurement'],
  INFLUENCER: ['影响者', 'influencer'],
  ROLLOUT_LEAD: ['推广负责人', 'rollout lead'],
  IT: ['IT负责人', 'IT对接人', 'it'],
  USER_REP: ['用户代表', 'user representative'],
  GATEKEEPER: ['前台/信息人', 'gatekeeper'],
  DEPT_HEAD: ['部门负责人', 'department head'],
  KEY_USER: ['关键用户', 'key user'],
  CUSTOMER_PM: ['甲方项目经理', 'customer project manager'],
  USER: ['普通用户', 'user'],
};

/** 联系人: the people we talk to; not those who log in (MOD-02). Joining and leaving are days, and a change is an event. */
export const contactKind: RecordKind = {
  name: 'contact',
  fact: false,
  title: ['name'],
  fields: {
    account: ACCOUNT_FIELD,
    name: { type: 'text', longest: 120, required: true, headers: ['contact_name', 'name', '姓名', '联系人', '联系人姓名'] },
    unit: { type: 'record', of: 'org-unit', headers: ['unit', 'unit_id', '组织单元', '所属部门编号'] },
    jobTitle: { type: 'text', longest: 120, headers: ['title', 'job_title', 'position', '职位', '职务'] },
    roles: { type: 'choices', choices: CHAIN_ROLES, headers: ['roles', 'role', 'chain_roles', '角色', '决策链角色'] },
    attitude: { type: 'number', whole: true, least: -2, most: 2, headers: ['attitude', '态度'] },
    influence: { type: 'number', whole: true, least: 1, most: 5, headers: ['influence', '影响力'] },
    phone: { type: 'text', longest: 40, headers: ['phone', 'mobile', 'tel', '电话', '手机', '手机号', '联系电话'] },
    email: { type: 'text', longest: 254, headers: ['email', 'mail', '邮箱', '电子邮箱'] },
    wechat: { type: 'text', longest: 80, headers: ['wechat', '微信', '微信号'] },
    joinedOn: { type: 'day', headers: ['joined_on', 'joined', '入职日期'] },
    leftOn: { type: 'day', headers: ['left_on', 'left', '离职日期'] },
    notes: { type: 'text', longest: 2000, headers: ['notes', 'remark', '备注', '注意事项'] },
  },
};

const SIDES: Choices = { OURS: ['我方承诺', '我方', 'ours', 'vendor'], CUSTOMER: ['客户承诺', '客户方', '客户', 'customer'] };
const COMMITMENT_TYPES: Choices = {
  FEATURE: ['功能', 'feature'],
  SERVICE: ['服务', 'service'],
  PRICE: ['价格', 'price'],
  DATE: ['交付时间', 'date', 'delivery'],
  PUBLICITY: ['宣传', 'publicity'],
  RENEWAL: ['续约', 'renewal'],
  OTHER: ['其他', 'other'],
};
const COMMITMENT_STATES: Choices = {
  OPEN: ['待兑现', 'open'],
  DOING: ['兑现中', 'doing', 'in progress'],
  KEPT: ['已兑现', 'kept', 'done'],
  CANCELLED: ['双方取消', '已取消', 'cancelled'],
};

/** 承诺: what one side promised the other, until when (HOF-04). */
export const commitmentKind: RecordKind = {
  name: 'commitment',
  fact: false,
  title: ['content'],
  fields: {
    account: ACCOUNT_FIELD,
    side: { type: 'choice', choices: SIDES, required: true, headers: ['side', 'direction', '承诺方', '方向'] },
    content: { type: 'text', longest: 2000, required: true, headers: ['content', 'text', 'commitment', '承诺内容', '内容'] },
    type: { type: 'choice', choices: COMMITMENT_TYPES, headers: ['type', '承诺类型'] },
    status: { type: 'choice', choices: COMMITMENT_STATES, headers: ['status', '状态'] },
    promisedBy: { type: 'text', longest: 120, headers: ['promised_by', '承诺人'] },
    promisedTo: { type: 'text', longest: 120, headers: ['promised_to', '承诺对象'] },
    promisedOn: { type: 'day', headers: ['promised_on', 'promised_at', '承诺日期'] },
    dueOn: { type: 'day', headers: ['due_on', 'due', 'due_date', '到期日', '兑现期限'] },
    keptOn: { type: 'day', headers: ['kept_on', 'fulfilled_at', '兑现日期'] },
    owner: { type: 'person', headers: ['owner', '负责人'] },
  },
};

/** 备注: what somebody wants the others to know. */
export const noteKind: RecordKind = {
  name: 'note',
  fact: false,
  title: ['text'],
  fields: {
    account: ACCOUNT_FIELD,
    text: { type: 'text', longest: 4000, required: true, headers: ['note', 'text', '备注', '内容'] },
    on: { type: 'day', headers: ['date', 'on', '日期'] },
    author: { type: 'person', headers: ['author', '记录人'] },
  },
};
