// The physical limit of ingest: node:http, JSON.parse, ajv, one write and one fdatasync for all batches that wait, a short answer.
// It finds no customer, knows no duplicate and can answer no question.
import { fdatasync, openSync, write } from 'node:fs';
import { createServer } from 'node:http';
import { Ajv } from 'ajv';

const validate = new Ajv().compile({
  type: 'object',
  required: ['batch'],
  properties: {
    batch: {
      type: 'array',
      maxItems: 1000,
      items: {
        type: 'object',
        required: ['type', 'messageId', 'userId', 'event', 'timestamp'],
        properties: {
          type: { type: 'string' },
          messageId: { type: 'string', maxLength: 200 },
          userId: { type: 'string', maxLength: 200 },
          event: { type: 'string', maxLength: 200 },
          timestamp: { type: 'string', maxLength: 40 },
          context: { type: 'object' },
          properties: { type: 'object' },
        },
      },
    },
  },
});
const file = openSync(process.argv[2], 'w');
let waiting = [];
let writing = false;

function keep() {
  writing = true;
  const group = waiting;
  waiting = [];
  const bytes = Buffer.concat(group.flatMap(({ body }) => body));
  write(file, bytes, 0, bytes.length, () =>
    fdatasync(file, () => {
      for (const { answer, events } of group) answer.end(`{"accepted":${events},"duplicate":0}`);
      writing = false;
      if (waiting.length > 0) keep();
    }),
  );
}

const server = createServer((request, answer) => {
  const body = [];
  request.on('data', (chunk) => body.push(chunk));
  request.on('end', () => {
    const value = JSON.parse(Buffer.concat(body).toString('utf8'));
    if (!validate(value)) {
      answer.statusCode = 400;
      answer.end('{}');
      return;
    }
    answer.setHeader('content-type', 'application/json');
    waiting.push({ body, answer, events: value.batch.length });
    if (!writing) keep();
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready on http://127.0.0.1:${server.address().port}`));
