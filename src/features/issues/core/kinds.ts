import type { Choices, RecordKind } from '../../../kernel/record.ts';
import { ACCOUNT_FIELD } from '../../accounts/core/kinds.ts';

const TYPES: Choices = {
  PROBLEM: ['问题', 'problem', 'incident'],
  BUG: ['缺陷', 'bug'],
  REQUEST: ['需求', 'request', 'feature request'],
  COMPLAINT: ['投诉', 'complaint'],
  QUESTION: ['咨询', 'question'],
  SUGGESTION: ['建议', 'suggestion'],
};
const STATUSES: Choices = {
  NEW: ['已登记', '新建', 'new', 'open'],
  WAIT: ['待客户', '待补充信息', 'waiting', 'pending'],
  DOING: ['处理中', 'in progress', 'doing'],
  PENDING_RELEASE: ['待上线', 'pending release'],
  SOLVED: ['已解决', '已修复', 'solved', 'resolved'],
  REOPENED: ['重新打开', 'reopened'],
  CLOSED: ['已关闭', 'closed'],
  TIMEOUT_CLOSED: ['超时关闭', 'timed out'],
  REJECTED: ['不予处理', 'rejected'],
};
const PRIORITIES: Choices = {
  URGENT: ['紧急', 'urgent', 'critical', 'p0'],
  HIGH: ['高', 'high', 'p1'],
  MEDIUM: ['中', 'medium', 'normal', 'p2'],
  LOW: ['低', 'low', 'p3'],
};
const CHANNELS: Choices = {
  PHONE400: ['400电话', '电话', 'phone'],
  CHAT: ['在线客服', '在线', 'chat'],
  BOT: ['智能客服', 'bot'],
  MAIL: ['邮件', 'mail', 'email'],
  VISIT: ['拜访', 'visit'],
  PROJECT: ['项目', 'project'],
  SURVEY: ['调研', 'survey'],
  WECHAT: ['微信', 'wechat'],
  COMMUNITY: ['社区', 'community'],
  IN_APP: ['产品内反馈', 'in-app'],
};

/** 问题: whatever a customer brought up, in the one list of that customer (ISL-01). */
export const issueKind: RecordKind = {
  name: 'issue',
  fact: false,
  title: ['title'],
  fields: {
    account: ACCOUNT_FIELD,
    title: { type: 'text', longest: 300, headers: ['title', 'subject', 'summary', '标题', '主题', '问题'] },
    description: { type: 'text', longest: 4000, headers: ['description', 'body', '描述', '问题描述'] },
    type: { type: 'choice', choices: TYPES, headers: ['type', 'category', '类型', '问题类型'] },
    status: { type: 'choice', choices: STATUSES, headers: ['status', 'state', '状态'] },
    priority: { type: 'choice', choices: PRIORITIES, headers: ['priority', 'severity', '优先级'] },
    channel: { type: 'choice', choices: CHANNELS, headers: ['channel', 'source', '渠道', '来源'] },
    raisedBy: { type: 'text', longest: 120, headers: ['raised_by', 'requester', 'reporter', '提出人'] },
    raisedAt: {
      type: 'moment',
      required: true,
      headers: ['submitted_at', 'created_at', 'raised_at', 'opened_at', '提交时间', '创建时间', '提出时间'],
    },
    solvedAt: { type: 'moment', headers: ['solved_at', 'resolved_at', '解决时间'] },
    closedAt: { type: 'moment', headers: ['closed_at', '关闭时间'] },
    firstReplyMinutes: {
      type: 'number',
      least: 0,
      headers: ['first_response_time_minutes', 'first_reply_minutes', '首次响应分钟', '首次响应时间'],
    },
    escalated: { type: 'flag', headers: ['escalated', 'escalation_flag', '升级', '是否升级'] },
    satisfaction: { type: 'number', least: 0, most: 10, headers: ['satisfaction_score', 'csat', 'satisfaction', '满意度', '满意度评分'] },
    module: { type: 'text', longest: 120, headers: ['module', '模块'] },
    owner: { type: 'person', headers: ['owner', 'assignee', '负责人', '处理人'] },
  },
};
