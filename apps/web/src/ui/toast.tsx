import { notifications } from '@mantine/notifications';
import { Icon } from './Icon.js';

const show = (message: string, tone: 'good' | 'bad', stays: number): void => {
  notifications.show({
    message,
    color: tone,
    icon: <Icon name={tone === 'good' ? 'check' : 'error'} />,
    autoClose: stays,
    withBorder: true,
    withCloseButton: tone === 'bad',
  });
};

/** It is done: says so, and goes away by itself. */
export const toastDone = (message: string): void => show(message, 'good', 3000);

/** It went wrong: stays long enough to be read. */
export const toastError = (message: string): void => show(message, 'bad', 8000);
