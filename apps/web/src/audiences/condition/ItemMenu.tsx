import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon, IconButton, type IconName } from '../../ui/index.js';
import { useBuilder } from './builder.js';
import { type Direction, moveItem } from './move.js';
import { copyItem, type Item, isGroup, removeItem, unwrapItem, wrapItem } from './tree.js';

/** What can be done with a row or a group besides filling it in; everything here works without a mouse. */
export const ItemMenu = ({ item }: { item: Item }) => {
  const { t } = useTranslation();
  const { change, keys } = useBuilder();
  const move = (direction: Direction) => () => change((root) => moveItem(root, item.key, direction), { key: item.key, part: 'handle' });
  const entry = (icon: IconName, word: string, act: () => void) => (
    <Menu.Item leftSection={<Icon name={icon} size={14} />} onClick={act}>
      {t(`condition.build.${word}`)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton icon="more" size={15} label={t('condition.build.more')} />
      </Menu.Target>
      <Menu.Dropdown>
        {entry('undo', 'up', move('up'))}
        {entry('redo', 'down', move('down'))}
        {entry('copy', 'duplicate', () => change((root) => copyItem(root, item.key, keys)))}
        {isGroup(item)
          ? entry('list', 'unwrap', () => change((root) => unwrapItem(root, item.key)))
          : entry('list', 'wrap', () => change((root) => wrapItem(root, item.key, keys)))}
        <Menu.Divider />
        {entry('trash', 'remove', () => change((root) => removeItem(root, item.key)))}
      </Menu.Dropdown>
    </Menu>
  );
};
