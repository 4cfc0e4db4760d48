import { type Locale, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { changeLanguage } from '../../i18n/index.js';
import { Button } from '../../ui/Button.js';
import { Tip } from '../../ui/Tip.js';
import { useAdopt, useMe } from '../session.js';

/** The name of the other language, in that language: the one whom it is for can read it. */
const OTHER: Readonly<Record<Locale, { readonly to: Locale; readonly name: string; readonly short: string }>> = {
  'zh-CN': { to: 'en', name: 'English', short: 'EN' },
  en: { to: 'zh-CN', name: '简体中文', short: '中' },
};

/** Switches every text at once, and keeps the choice with the account. */
export const LanguageSwitch = () => {
  const { i18n } = useTranslation();
  const me = useMe();
  const adopt = useAdopt();
  const keep = useWrite(routes.changeMe, { onDone: (changed) => void adopt(changed) });
  const other = OTHER[i18n.language === 'en' ? 'en' : 'zh-CN'];
  const change = async (): Promise<void> => {
    await changeLanguage(other.to);
    if (me?.user) keep.mutate({ body: { locale: other.to } });
  };
  return (
    <Tip label={other.name}>
      <Button kind="quiet" lang={other.to} aria-label={other.name} onClick={() => void change()}>
        {other.short}
      </Button>
    </Tip>
  );
};
