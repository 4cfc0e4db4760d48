import { isNewer, RANK, settled } from './course.js';
import type { Line } from './stays.js';

const at = new Date(Date.UTC(2026, 0, 1, 9));
const line = (id: string, kind: Line['kind'], nodeId: string | null = null, messageId?: string): Line => ({
  id,
  at,
  kind,
  journeyId: '7',
  versionId: '1',
  nodeId,
  detail: messageId === undefined ? {} : { messageId },
});

// event → entered → came to the mail → sent → opened → came to the end → left, all of them at one instant
const story = [
  line(`${RANK.behaviour}event:1`, 'event'),
  line(`${RANK.visit}stay:7:1:00000`, 'entered', 'in'),
  line(`${RANK.visit}stay:7:1:00001`, 'moved', 'mail'),
  line(`${RANK.message}message:1-1`, 'message', 'mail', '1-1'),
  line(`${RANK.response}response:1:open:`, 'response', 'mail', '1-1'),
  line(`${RANK.visit}stay:7:1:00002`, 'moved', 'end'),
  line(`${RANK.exit}stay:7:1`, 'exited', 'end'),
];
const told = (lines: readonly Line[]): Line['kind'][] => {
  const of = (...kinds: readonly Line['kind'][]): Line[] => lines.filter((each) => kinds.includes(each.kind));
  const [messages, responses, visits] = [of('message'), of('response'), of('entered', 'moved')];
  const rest = lines.filter((each) => !messages.includes(each) && !responses.includes(each));
  return [...rest, ...settled({ messages, responses }, visits)].sort(isNewer).map((each) => each.kind);
};

describe('what happened at one instant', () => {
  it('is told in the order in which it follows from each other', () => {
    expect(told(story).reverse()).toEqual(story.map((each) => each.kind));
  });

  it('has a response to an earlier message before the step that it leads to', () => {
    const [response, moved] = [
      line(`${RANK.response}response:0:click:`, 'response', 'mail', '1-0'),
      line(`${RANK.visit}x`, 'moved', 'next'),
    ];
    expect(told([moved, response])).toEqual(['moved', 'response']);
  });

  it('stands behind everything that is older', () => {
    const older = { ...line(`${RANK.exit}stay:6:1`, 'exited'), at: new Date(at.getTime() - 1) };
    expect(told([...story, older]).at(-1)).toBe('exited');
  });
});
