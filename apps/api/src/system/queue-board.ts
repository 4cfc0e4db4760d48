import type { Locale } from '@wayfare/contracts';
import { dispatchQueue, type JobFailure, QUEUE, type Queues, type Sql } from '@wayfare/platform';
import { sentenceOf } from '../language/index.js';
import { escapeHtml } from '../pages/escape.js';

const SHOWN_FAILURES = 20;
const REFRESH_S = 5;

export interface QueueState {
  readonly queue: string;
  /** What it works for: a connector's name; null for the product's own queues. */
  readonly connector: string | null;
  readonly counts: Awaited<ReturnType<Queues['counts']>>;
  readonly failures: readonly JobFailure[];
}

/** How each queue stands, and which of its jobs were given up last. */
export const readQueues = async (sql: Sql, queues: Queues): Promise<QueueState[]> => {
  const connectors = await sql.query<{ id: string; name: string }>('SELECT id, name FROM connectors ORDER BY id');
  const known = [
    ...Object.values(QUEUE).map((queue) => ({ queue, connector: null })),
    ...connectors.map(({ id, name }) => ({ queue: dispatchQueue(id), connector: name })),
  ];
  return Promise.all(
    known.map(async ({ queue, connector }) => {
      const [counts, failures] = await Promise.all([queues.counts(queue), queues.failures(queue, SHOWN_FAILURES)]);
      return { queue, connector, counts, failures };
    }),
  );
};

const STYLE = `
:root{color-scheme:light dark}body{margin:0;padding:32px;font:15px/1.55 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{max-width:960px;margin:auto}h1{font-size:20px}h2{font-size:16px;margin-top:32px}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:7px 12px 7px 0;border-bottom:1px solid #8883;vertical-align:top}td.n,th.n{text-align:right}td{overflow-wrap:anywhere}
small,p{color:#808895}code{font:13px ui-monospace,monospace}.bad{color:#cf222e;font-weight:600}`;

const countCells = ({ waiting, active, delayed, failed }: QueueState['counts']): string =>
  [waiting, active, delayed].map((count) => `<td class="n">${count}</td>`).join('') +
  `<td class="n${failed > 0 ? ' bad' : ''}">${failed}</td>`;

const queueRow = ({ queue, connector, counts }: QueueState): string =>
  `<tr><td><code>${escapeHtml(queue)}</code>${connector === null ? '' : ` <small>${escapeHtml(connector)}</small>`}</td>${countCells(counts)}</tr>`;

const failureRow = ({ id, name, reason, attempts, at }: JobFailure): string =>
  `<tr><td><code>${escapeHtml(id)}</code><br><small>${escapeHtml(name)}</small></td><td>${escapeHtml(reason)}</td><td class="n">${attempts}</td>` +
  `<td>${at?.toISOString() ?? ''}</td></tr>`;

/** The board as a page that looks again by itself. */
export const queueBoardPage = (states: readonly QueueState[], locale: Locale): string => {
  const say = (key: string): string => escapeHtml(sentenceOf('pages', key, locale) ?? key);
  const heads = ['waiting', 'active', 'delayed', 'failed'].map((name) => `<th class="n">${say(`queues_${name}`)}</th>`).join('');
  const failures = states.flatMap((state) => state.failures);
  const failed =
    failures.length === 0
      ? `<p>${say('queues_none_failed')}</p>`
      : `<table><tr><th>${say('queues_job')}</th><th>${say('queues_reason')}</th><th class="n">${say('queues_attempts')}</th><th></th></tr>${failures.map(failureRow).join('')}</table>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="${REFRESH_S}"><title>${say('queues_title')}</title><style>${STYLE}</style></head>
<body><main><h1>${say('queues_title')}</h1><p>${say('queues_explained')}</p><table><tr><th>${say('queues_queue')}</th>${heads}</tr>${states.map(queueRow).join('')}</table>
<h2>${say('queues_given_up')}</h2>${failed}</main></body></html>`;
};
