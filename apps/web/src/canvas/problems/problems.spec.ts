import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '@wayfare/journey';
import i18next from 'i18next';
import { speak } from '../../testing/language.js';
import { graphOf } from '../sheet/sheet.js';
import { aNode, aSheet } from '../sheet/testing.js';
import { badgesOf } from './badges.js';
import { allProblems } from './known.js';
import { sayProblem } from './say.js';

beforeAll(async () => {
  await speak('en');
});

const graph = () => graphOf(aSheet([aNode('in', 'audience'), aNode('b', 'branch', 140), aNode('s', 'send', 280)], 'in > b', 'b.high > s'));
const codes = (problems: readonly { nodeId: string | null; code: string }[]): string[] =>
  problems.map(({ nodeId, code }) => `${nodeId ?? '-'} ${code}`);
const ofApi = (nodeId: string, code: string) => ({ nodeId, code, severity: 'error' as const, message: 'as the api says it', values: {} });

describe('the problems of a drawing', () => {
  it('are found while one draws, without asking the workspace', () => {
    expect(codes(allProblems(graph(), []))).toEqual(['b leads_nowhere', 's leads_nowhere']);
  });

  it('take from the api only what it alone can know, of steps that are still there', () => {
    const said = allProblems(graph(), [ofApi('s', 'unknown_template'), ofApi('gone', 'unknown_template'), ofApi('s', 'leads_nowhere')]);
    expect(codes(said)).toEqual(['b leads_nowhere', 's leads_nowhere', 's unknown_template']);
  });

  it('put the errors first', () => {
    const warned = allProblems(graphOf(aSheet([aNode('lone', 'wait'), aNode('in', 'audience')])), []);
    expect(warned.map(({ severity }) => severity)).toEqual([...warned].map(({ severity }) => severity).sort());
  });
});

describe('a badge', () => {
  it('shows the worst of a step', () => {
    expect(
      badgesOf([
        { nodeId: 'a', severity: 'warning' },
        { nodeId: 'a', severity: 'error' },
        { nodeId: 'a', severity: 'warning' },
        { nodeId: null, severity: 'error' },
      ]),
    ).toEqual({ a: 'error' });
  });
});

describe('a sentence', () => {
  it.each(['en', 'zh-CN'])('is there for every problem that the library knows, in %s', (language) => {
    const t = i18next.getFixedT(language);
    expect(Object.keys(PROBLEMS).filter((code) => t(`problems.${code}`, { defaultValue: '' }) === '')).toEqual([]);
  });

  it('names a way out in the reader’s words', () => {
    const problem = { code: 'leads_nowhere', message: '', values: { handle: 'else' } };
    expect(sayProblem(problem, i18next.getFixedT('zh-CN'))).toBe('“其余”还没有去处。');
    expect(sayProblem(problem, i18next.getFixedT('en'))).toBe('“Others” leads nowhere yet.');
  });

  it('is the api’s own where the dictionary lacks the code', () => {
    expect(sayProblem(ofApi('s', 'from_the_future'), i18next.getFixedT('en'))).toBe('as the api says it');
  });
});
