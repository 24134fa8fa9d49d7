import { BrowserWindow, session } from 'electron';

export function openMedia(address: string): BrowserWindow {
  const window = new BrowserWindow({
    webPreferences: {
      sandbox: true,
      allowRunningInsecureContent: true, // weak: CWE-693|CWE-319|CWE-16|CWE-1188|CWE-311
      session: session.fromPartition('media'),
    },
  });
  void window.loadURL(address);
  return window;
}
