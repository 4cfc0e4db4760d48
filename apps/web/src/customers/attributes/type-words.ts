import type { AttributeType } from '@wayfare/contracts';

/** What an attribute means: as somebody has said it, else as what works it out says. */
export const meaningOf = ({ description, computed }: Pick<AttributeType, 'description' | 'computed'>, language: string): string | null =>
  description ?? (computed ? computed.description[language === 'zh-CN' ? 'zh-CN' : 'en'] : null);
