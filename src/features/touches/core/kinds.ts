import type { Choices, RecordKind } from '../../../kernel/record.ts';
import { ACCOUNT_FIELD } from '../../accounts/core/kinds.ts';

const WAYS: Choices = {
  VISIT: ['面访', '拜访', 'visit', 'onsite'],
  CALL: ['电话', 'call', 'phone'],
  ONLINE: ['线上会', '视频会议', 'online', 'meeting'],
  MAIL: ['邮件', '群发', 'mail', 'email'],
};
const TRIGGERS: Choices = {
  ALERT: ['数据预警', '预警', 'alert', 'warning'],
  SCHEDULE: ['计划', 'schedule', 'planned'],
  OPPORTUNITY: ['商机', 'opportunity'],
  REQUEST: ['客户请求', 'request'],
};
const RESULTS: Choices = {
  REACHED: ['已联系上', '接通', 'reached', 'connected'],
  REFUSED: ['被拒绝', '拒绝', 'refused'],
  UNANSWERED: ['无人接听', '未接通', '未回复', 'unanswered', 'no answer'],
};

/** 触达: a visit, call, meeting or mail, and whether it reached anybody. A fact. */
export const touchKind: RecordKind = {
  name: 'touch',
  fact: true,
  title: ['topic', 'on'],
  fields: {
    account: ACCOUNT_FIELD,
    on: { type: 'day', required: true, headers: ['date', 'on', 'touch_date', '日期', '拜访日期', '沟通日期'] },
    way: { type: 'choice', choices: WAYS, required: true, headers: ['kind', 'type', 'way', '方式', '沟通方式', '类型'] },
    result: { type: 'choice', choices: RESULTS, headers: ['result', 'outcome', '结果', '沟通结果'] },
    trigger: { type: 'choice', choices: TRIGGERS, headers: ['trigger', '触发', '起因'] },
    topic: { type: 'text', longest: 300, headers: ['topic', 'subject', '主题', '议题'] },
    contact: { type: 'record', of: 'contact', headers: ['contact', 'contact_id', '联系人编号'] },
    person: { type: 'person', headers: ['by', 'person', 'csm', '拜访人', '跟进人'] },
    notes: { type: 'text', longest: 4000, headers: ['notes', 'minutes', '纪要', '内容', '备注'] },
    nextOn: { type: 'day', headers: ['next_on', 'next_date', '下次日期', '下次联系'] },
    nextTopic: { type: 'text', longest: 300, headers: ['next_topic', '下次主题'] },
  },
};
