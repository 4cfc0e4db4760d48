// Runs before the first paint, so that nobody who works in the dark is blinded by a white page. A file of its own, since the
// content policy allows no inline script. Keys and values are those of src/theme/preference.ts and src/i18n/language.ts.
const wanted = localStorage.getItem('wayfare.theme');
const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.theme = dark ? 'dark' : 'light';
document.documentElement.lang = localStorage.getItem('wayfare.language') ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
