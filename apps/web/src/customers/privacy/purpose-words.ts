import { LOCALES, type MessagePurposeDetail, routes } from '@wayfare/contracts';
import { purposeOfKey } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';

const FRESH = 60_000;

/** What messages of this workspace are for; undefined until it is known. */
export const usePurposes = (): readonly MessagePurposeDetail[] | undefined => useRead(routes.purposes, {}, { fresh: FRESH }).data?.items;

/** The locale whose words of the workspace's own are shown. */
export const useWordsLocale = () => {
  const { i18n } = useTranslation();
  return LOCALES.find((locale) => locale === i18n.language) ?? 'en';
};

/** What purposes, and answers about them, are called. */
export const usePurposeWords = () => {
  const { t } = useTranslation();
  const locale = useWordsLocale();
  const purposes = usePurposes();
  const nameOf = (key: string): string => purposes?.find((purpose) => purpose.key === key)?.names[locale] ?? key;
  const channelOf = (channel: string): string => t(`common.channel.${channel}`, { defaultValue: channel });
  return {
    nameOf,
    /** What an entry of the ledger of consent is about: a channel, a purpose by a channel, or a use of what is known. */
    aboutOf: (key: string): string => {
      const parts = purposeOfKey(key);
      if (parts) return t('privacy.purposes.by', { channel: channelOf(parts.channel), purpose: nameOf(parts.purpose) });
      return t(`privacy.consent.about.${key}`, { defaultValue: channelOf(key) });
    },
    /** Why a message was not sent, which was for a purpose. */
    reasonOf: (reason: string, purpose: string | null | undefined): string =>
      reason === 'no_consent' && purpose
        ? t('privacy.purposes.noConsentFor', { purpose: nameOf(purpose) })
        : t(`reasons.${reason}`, { defaultValue: reason }),
  };
};
