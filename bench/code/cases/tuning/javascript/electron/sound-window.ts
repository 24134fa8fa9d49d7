import { BrowserWindow, session } from 'electron';

export function openSound(): BrowserWindow {
  const own = session.fromPartition('sound');
  own.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'media'));
  const window = new BrowserWindow({ webPreferences: { sandbox: true, session: own } });
  void window.loadURL('https://sound.example.org/');
  return window;
}
