import { beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import { problemsOfDrawing } from '../canvas/problems/known.js';
import { speak } from '../testing/language.js';
import { STARTERS, starterGraph } from './starters.js';

beforeAll(async () => {
  await speak('en');
});

/** What only the workspace can say: who enters, what is sent, which event. */
const LEFT_TO_FILL_IN = ['missing_audience', 'missing_event', 'missing_template'];

describe.each(STARTERS.map(({ key }) => key))('the drawing to begin with: %s', (key) => {
  it('lacks nothing but what the workspace alone can say', () => {
    const problems = problemsOfDrawing(starterGraph(key, i18next.getFixedT('en')));
    expect(problems.filter(({ code }) => !LEFT_TO_FILL_IN.includes(code))).toEqual([]);
  });

  it('is named in the language of the one who draws', () => {
    const names = (language: string): string[] => starterGraph(key, i18next.getFixedT(language)).nodes.map(({ data }) => data.name);
    expect(names('zh-CN').every((name) => /[\u4e00-\u9fff]/.test(name))).toBe(true);
    expect(names('en').some((name) => /[\u4e00-\u9fff]/.test(name))).toBe(false);
  });
});
