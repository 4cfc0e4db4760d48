import { ASSUMPTIONS, BECAUSE } from '@wayfare/contracts';
import { dictionary as english } from '../../../i18n/en/index.js';
import { dictionary as chinese } from '../../../i18n/zh-CN/index.js';

describe.each([
  ['English', english],
  ['简体中文', chinese],
])('in %s', (_, { forecast, preview }) => {
  it('everything that a forecast takes for granted has its sentence', () => {
    expect(Object.keys(forecast.assumption).sort()).toEqual([...ASSUMPTIONS].sort());
  });

  it('every reason of a step has its sentence', () => {
    expect(Object.keys(preview.because).sort()).toEqual([...BECAUSE].sort());
  });
});
