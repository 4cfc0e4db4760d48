import i18next from 'i18next';
import { dictionary as english } from '../../i18n/en/index.js';
import { dictionary as chinese } from '../../i18n/zh-CN/index.js';
import { STARTERS, starterOf } from './starters.js';

const instance = i18next.createInstance();
beforeAll(() =>
  instance.init({
    lng: 'en',
    resources: { en: { translation: english }, 'zh-CN': { translation: chinese } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  }),
);

describe.each(['en', 'zh-CN'] as const)('ready templates in %s', (language) => {
  it.each(STARTERS)('%s is whole and in that language', (starter) => {
    const draft = starterOf(starter, instance.getFixedT(language));
    const body = draft.mjml ?? draft.text ?? '';
    expect(body).not.toMatch(/content\.|undefined/);
    if (draft.channel === 'webhook') return;
    const parsed = new DOMParser().parseFromString(body.replace(/\{\{.*?\}\}/g, 'x'), 'text/xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.documentElement.tagName).toBe('mjml');
    expect(body).toContain('{{ unsubscribe_url }}');
    expect(/[\u4e00-\u9fff]/.test(body)).toBe(language === 'zh-CN');
    expect(draft.subject).toBeTruthy();
  });
});
