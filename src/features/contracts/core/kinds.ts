import type { Choices, RecordKind } from '../../../kernel/record.ts';
import { ACCOUNT_FIELD, STAGES } from '../../accounts/core/kinds.ts';

const CURRENCY = { type: 'text', longest: 3, headers: ['currency', 'ccy', '币种', '货币'] } as const;
const START = [
  'start_date',
  'starts_on',
  'start',
  'begin_date',
  '开始日期',
  '起始日期',
  '生效日期',
  '合同开始日期',
  '服务开始日期',
  '合同开始',
  '服务开始',
  '开始',
];
const END = [
  'end_date',
  'ends_on',
  'end',
  'expiry_date',
  '结束日期',
  '截止日期',
  '到期日期',
  '到期日',
  '合同结束日期',
  '服务结束日期',
  '合同结束',
  '服务结束',
  '结束',
];

const COMPLEXITY: Choices = { SIMPLE: ['简单工具', '简单', 'simple'], COMPLEX: ['复杂系统', '复杂', 'complex'] };

/** 产品. */
export const productKind: RecordKind = {
  name: 'product',
  fact: false,
  title: ['name'],
  fields: {
    name: { type: 'text', longest: 200, required: true, headers: ['product_name', 'name', '产品名称', '产品'] },
    complexity: { type: 'choice', choices: COMPLEXITY, headers: ['complexity', '交付复杂度', '复杂度'] },
  },
};

/** 模块: a part of a product, as usage names it. */
export const moduleKind: RecordKind = {
  name: 'module',
  fact: false,
  title: ['name'],
  fields: {
    name: { type: 'text', longest: 200, required: true, headers: ['module_name', 'name', '模块名称', '模块'] },
    product: { type: 'record', of: 'product', headers: ['product', 'product_id', '产品编号', '所属产品'] },
    core: { type: 'flag', headers: ['core', 'is_core', '核心模块', '是否核心'] },
  },
};

const BILLING_PERIODS: Choices = {
  MONTH: ['月', '按月', '月付', 'month', 'monthly'],
  QUARTER: ['季', '按季', '季付', 'quarter', 'quarterly'],
  YEAR: ['年', '按年', '年付', 'year', 'annual', 'yearly', 'annually'],
};
const RENEWAL_TYPES: Choices = { EXPLICIT: ['显式续约', '显式', 'explicit'], IMPLICIT: ['隐含续约', '自动续约', 'implicit', 'auto'] };

/** 合同: what was signed (FIN-01). The contract value is a reference figure and never revenue. */
export const contractKind: RecordKind = {
  name: 'contract',
  fact: false,
  title: ['number', 'name'],
  fields: {
    account: ACCOUNT_FIELD,
    number: { type: 'text', longest: 100, headers: ['contract_no', 'number', '合同号', '合同编号'] },
    name: { type: 'text', longest: 200, headers: ['contract_name', 'name', '合同名称'] },
    unit: { type: 'record', of: 'org-unit', headers: ['unit', 'unit_id', '组织单元'] },
    signedOn: { type: 'day', headers: ['signed_on', 'sign_date', '签约日期', '签订日期'] },
    startsOn: { type: 'day', headers: START },
    /** The last day, included. Absent: no term. */
    endsOn: { type: 'day', headers: END },
    tcv: { type: 'money', least: 0, headers: ['tcv', 'total_value', 'contract_value', 'amount', '合同额', '合同金额', '总金额'] },
    oneOffFee: { type: 'money', least: 0, headers: ['one_off_fee', 'setup_fee', 'one_off', '一次性费用', '实施费'] },
    currency: CURRENCY,
    billingPeriod: { type: 'choice', choices: BILLING_PERIODS, headers: ['billing_period', 'billing_frequency', '付款周期', '计费周期'] },
    renewalType: { type: 'choice', choices: RENEWAL_TYPES, headers: ['renewal_type', '续约方式'] },
    noticeDays: { type: 'number', whole: true, least: 0, headers: ['notice_days', '提前通知天数'] },
  },
};

const DEPLOYMENTS: Choices = {
  PUBLIC: ['公有云', 'public'],
  DEDICATED: ['专有部署', 'dedicated'],
  PRIVATE: ['私有部署', '私有化', 'private', 'on-premise'],
};

/** 合同明细: one product for one span, with what recurs a year. Revenue movements are made from these. */
export const contractLineKind: RecordKind = {
  name: 'contract-line',
  fact: false,
  title: ['name', 'plan'],
  fields: {
    account: ACCOUNT_FIELD,
    contract: { type: 'record', of: 'contract', headers: ['contract', 'contract_id', '合同编号', '合同号'] },
    product: { type: 'record', of: 'product', headers: ['product', 'product_id', '产品', '产品编号'] },
    name: { type: 'text', longest: 200, headers: ['line_name', '明细名称', '订阅名称'] },
    plan: { type: 'text', longest: 120, headers: ['plan', 'plan_tier', 'package', '套餐', '版本', '服务包'] },
    startsOn: { type: 'day', required: true, headers: START },
    /** The last day, included. Absent: goes on until somebody ends it. */
    endsOn: { type: 'day', headers: END },
    seats: { type: 'number', whole: true, least: 0, headers: ['seats', 'licenses', '席位', '席位数', '账号数', '用户数', '购买数量'] },
    quota: { type: 'number', least: 0, headers: ['quota', '配额', '用量上限'] },
    /** What recurs in a year. */
    arr: { type: 'money', least: 0, headers: ['arr', 'arr_amount', 'annual_fee', '年费', '年经常性收入', 'ARR金额'] },
    /** What recurs in a month, where a source says only that: the year is twelve of it. */
    mrr: { type: 'money', least: 0, headers: ['mrr', 'mrr_amount', 'monthly_fee', '月费', '月经常性收入'] },
    oneOffFee: { type: 'money', least: 0, headers: ['one_off_fee', 'setup_fee', '一次性费用', '实施费'] },
    currency: CURRENCY,
    trial: { type: 'flag', headers: ['trial', 'is_trial', '试用', '是否试用'] },
    autoRenew: { type: 'flag', headers: ['auto_renew', 'auto_renew_flag', '自动续约'] },
    billingPeriod: { type: 'choice', choices: BILLING_PERIODS, headers: ['billing_period', 'billing_frequency', '付款周期', '计费周期'] },
    deployment: { type: 'choice', choices: DEPLOYMENTS, headers: ['deployment', '部署方式'] },
    stage: { type: 'choice', choices: STAGES, headers: ['stage', '阶段', '生命周期阶段'] },
    goLiveOn: { type: 'day', headers: ['go_live', 'go_live_date', '上线日期'] },
  },
};

/** 流失原因 (part 1, section 2, with the four of part 2). */
const CHURN_REASONS: Choices = {
  SERVICE: ['客户服务差', '服务', 'support', 'service'],
  OVERSELL: ['过度销售', 'oversell'],
  DELIVERY: ['交付不足', 'delivery'],
  SILO: ['跨部门沟通不畅', 'silo'],
  PRODUCT: ['产品缺陷', '产品', 'product', 'features', 'missing features'],
  PRICE: ['价格', 'price', 'pricing', 'budget'],
  DECIDER: ['决策人变更', 'decision maker'],
  BUSINESS: ['业务变化', 'business'],
  WRONG_CUSTOMER: ['卖错客户', 'wrong customer'],
  VALUE: ['价值不清晰', 'value'],
  RELATION: ['个人关系', 'relation'],
  BANKRUPT: ['倒闭/经营困难', '经营困难', 'bankrupt'],
  COMPETITOR: ['竞争对手', 'competitor'],
  OTHER: ['其他', 'other', 'unknown'],
};

/** 流失记录: that a customer left, when and why. A fact: corrected by another one, never overwritten. */
export const churnRecordKind: RecordKind = {
  name: 'churn-record',
  fact: true,
  title: ['on'],
  fields: {
    account: ACCOUNT_FIELD,
    on: { type: 'day', required: true, headers: ['churn_date', 'date', 'churned_on', '流失日期', '断约日期'] },
    arrLost: { type: 'money', least: 0, headers: ['arr_lost', '流失金额', '损失年费'] },
    currency: CURRENCY,
    reason: { type: 'choice', choices: CHURN_REASONS, headers: ['reason', 'reason_code', 'churn_reason', '流失原因', '原因'] },
    comment: { type: 'text', longest: 2000, headers: ['comment', 'feedback', 'feedback_text', '说明', '反馈'] },
    avoidable: { type: 'flag', headers: ['avoidable', '可避免', '是否可避免'] },
    reactivated: { type: 'flag', headers: ['reactivated', 'is_reactivation', '是否回流'] },
  },
};

/** 汇率: how much of `to` one unit of `currency` is worth from a day on, until the next entry. */
export const exchangeRateKind: RecordKind = {
  name: 'exchange-rate',
  fact: false,
  title: ['currency'],
  fields: {
    currency: { type: 'text', longest: 3, required: true, headers: ['currency', 'from', '币种', '原币'] },
    to: { type: 'text', longest: 3, required: true, headers: ['to', 'to_currency', '目标币种', '本币'] },
    on: { type: 'day', required: true, headers: ['date', 'on', 'rate_date', '日期', '生效日期'] },
    rate: { type: 'number', required: true, least: 0, headers: ['rate', 'exchange_rate', '汇率'] },
  },
};
