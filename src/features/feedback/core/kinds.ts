import type { Choices, RecordKind } from '../../../kernel/record.ts';
import { ACCOUNT_FIELD } from '../../accounts/core/kinds.ts';

const SURVEYS: Choices = { NPS: ['NPS', '净推荐值', 'nps'], CSAT: ['CSAT', '满意度', 'csat'] };
/** Each scale has its own rule of who promotes and who detracts (settled 9). */
const SCALES: Choices = { '0-10': ['0–10', '0-10'], '1-10': ['1–10', '1-10'], '1-5': ['1–5', '1-5'] };

/** 问卷回答: what one person answered once. A fact. */
export const surveyAnswerKind: RecordKind = {
  name: 'survey-answer',
  fact: true,
  title: ['survey', 'answeredOn'],
  fields: {
    account: ACCOUNT_FIELD,
    survey: { type: 'text', longest: 200, headers: ['survey', 'survey_name', '问卷', '问卷名称', '调研'] },
    type: { type: 'choice', choices: SURVEYS, headers: ['type', 'survey_type', '问卷类型'] },
    score: { type: 'number', least: 0, most: 10, required: true, headers: ['score', 'rating', '评分', '分数', '得分'] },
    scale: { type: 'choice', choices: SCALES, headers: ['scale', '量表'] },
    answeredOn: { type: 'day', required: true, headers: ['answered_on', 'answered_at', 'date', 'submitted_at', '回答日期', '填写日期'] },
    contact: { type: 'record', of: 'contact', headers: ['contact', 'contact_id', '联系人编号'] },
    respondent: { type: 'text', longest: 120, headers: ['respondent', 'user', '填写人', '回答人'] },
    comment: { type: 'text', longest: 4000, headers: ['comment', 'feedback', '评价', '意见', '原因'] },
  },
};
