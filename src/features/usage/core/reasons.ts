/** Why an item of a batch was not accepted. Pages know these codes; each has its next step. */
export const REASONS = {
  'unknown-account': 'Send a group call with this groupId, or import the customer. It is matched by itself then.',
  'no-account': 'Name the customer in context.groupId, or send a group call for this user. It is matched by itself then.',
  'too-old': 'It happened more than three years ago. Import old data from a file.',
  'too-far-ahead': 'It lies more than 15 minutes in the future. Check the clock of the sender.',
  shape: 'Correct the field named in the subject.',
  'no-user': 'Send userId or anonymousId.',
  conflict: 'The messageId was used for another content, which stays. Give every event an id of its own.',
  'bad-time': 'Write times as 2026-01-31T09:30:00+08:00.',
  'unknown-type': 'Types are track, identify, group, page, screen and alias.',
} as const satisfies Record<string, string>;

export type Reason = keyof typeof REASONS;
