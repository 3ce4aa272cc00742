import type { Entity } from './kinds.ts';

/** How files and their columns name a kind of thing. */
export interface KindWords {
  /** Words in the names of files and sheets. */
  readonly files: readonly string[];
  /** Headers of the id of one, without spaces, dashes and underscores. */
  readonly ids: readonly string[];
}

/** The words of every kind that files bring. */
export const KIND_WORDS: Readonly<Record<Exclude<Entity, 'accounts'>, KindWords>> = {
  account: {
    files: ['account', 'customer', 'client', 'compan', 'tenant', '客户', '企业', '公司', '租户'],
    ids: [
      ...['accountid', 'customerid', 'clientid', 'companyid', 'tenantid', 'organizationid', 'externalid', 'account', 'customer'],
      ...['客户编号', '客户id', '客户编码', '企业编号', '企业id', '租户id', '公司编号'],
    ],
  },
  'org-unit': {
    files: ['orgunit', 'department', 'unit', '组织', '部门'],
    ids: ['unitid', 'orgunitid', 'departmentid', 'deptid', '组织编号', '部门编号', '组织单元编号'],
  },
  contact: { files: ['contact', 'people', '联系人'], ids: ['contactid', 'personid', '联系人编号', '联系人id'] },
  product: { files: ['product', '产品'], ids: ['productid', 'sku', '产品编号', '产品编码'] },
  module: { files: ['module', '模块'], ids: ['moduleid', '模块编号', '模块编码'] },
  contract: { files: ['contract', 'agreement', '合同'], ids: ['contractid', 'contractno', 'contractnumber', '合同编号', '合同号'] },
  'contract-line': {
    files: ['subscription', 'contractline', 'lineitem', '订阅', '合同明细'],
    ids: ['subscriptionid', 'lineid', 'contractlineid', 'lineitemid', '订阅编号', '明细编号', '合同明细编号'],
  },
  'exchange-rate': { files: ['exchangerate', 'fxrate', 'currencyrate', '汇率'], ids: ['rateid', '汇率编号'] },
  'churn-record': { files: ['churn', '流失'], ids: ['churnid', 'churneventid', 'churnrecordid', '流失编号'] },
  issue: {
    files: ['ticket', 'issue', 'support', '工单', '问题'],
    ids: ['ticketid', 'ticketno', 'issueid', 'caseid', '工单编号', '工单号', '问题编号'],
  },
  'survey-answer': {
    files: ['survey', 'nps', 'csat', '问卷', '调研', '满意度'],
    ids: ['responseid', 'answerid', 'surveyresponseid', '回答编号', '答卷编号'],
  },
  touch: {
    files: ['touch', 'visit', 'meeting', 'calllog', '拜访', '触达', '跟进', '沟通'],
    ids: ['touchid', 'visitid', 'meetingid', 'activityid', '拜访编号', '跟进编号', '触达编号'],
  },
  commitment: { files: ['commitment', 'promise', '承诺'], ids: ['commitmentid', 'promiseid', '承诺编号'] },
  note: { files: ['note', 'remark', '备注'], ids: ['noteid', '备注编号'] },
  users: { files: ['user', 'member', 'seat', '用户', '账号', '员工'], ids: [] },
  events: { files: ['event', 'usage', 'login', 'activit', 'log', '事件', '登录', '日志', '用量', '行为', '使用'], ids: [] },
};

/** Headers of an id of whatever the file holds. */
export const PLAIN_IDS: readonly string[] = ['id', 'key', 'code', 'externalid', '编号', '编码', '序号'];

/** Headers of the fields of end users and events, which are no kinds of records. */
export const USER_FIELDS = {
  account: KIND_WORDS.account.ids.concat('company', '客户', '企业', '租户', '所属客户'),
  userId: ['userid', 'user', 'uid', 'userhash', 'email', 'login', 'id', '用户编号', '用户id', '账号', '用户', '员工号', '邮箱'],
  createdOn: ['createdon', 'createdat', 'created', 'registeredat', 'signupdate', '创建时间', '注册时间', '注册日期', '开通日期', '开通日'],
  disabledOn: ['disabledon', 'disabledat', 'deactivatedat', 'deletedat', '停用时间', '停用日期', '停用日', '注销日期'],
} as const;

export const EVENT_FIELDS = {
  account: USER_FIELDS.account,
  occurredAt: [
    ...['occurredat', 'timestamp', 'time', 'datetime', 'eventtime', 'eventdate', 'usagedate', 'createdat', 'date', 'day'],
    ...['发生时间', '时间', '登录时间', '操作时间', '使用日期', '日期'],
  ],
  name: ['eventname', 'event', 'action', 'name', 'eventtype', 'type', '事件', '事件名称', '动作', '操作', '行为'],
  userId: ['userid', 'user', 'uid', 'userhash', 'useremail', 'email', 'actor', '用户编号', '用户id', '账号', '用户', '操作人'],
  module: ['module', 'modulename', 'feature', 'featurename', 'product', '模块', '功能'],
  client: ['client', 'platform', 'device', '终端', '端', '客户端', '平台'],
  messageId: ['messageid', 'eventid', 'usageid', 'uuid', '事件编号', '事件id', '消息id', '流水号'],
} as const;

/** Columns whose yes marks automation or a bulk change (settled 13). */
export const EXCLUDING: readonly string[] = [
  ...['bot', 'isbot', 'robot', 'automated', 'isautomated', 'bulk', 'isbulk', 'bulksweep', 'batch', 'isbatch'],
  ...['机器人', '是否机器人', '自动化', '是否自动', '批量', '是否批量'],
];
