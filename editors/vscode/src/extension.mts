import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

/** Starts `selvedge lsp` for files on disk; everything else is the server's. */
export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('selvedge.restart', async () => {
      await deactivate();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function start(): Promise<void> {
  const [command = 'selvedge', ...words] = workspace.getConfiguration('selvedge').get<string[]>('command') ?? [];
  client = new LanguageClient(
    'selvedge',
    'Selvedge',
    {
      command,
      args: [...words, 'lsp'],
      transport: TransportKind.stdio,
      options: { shell: process.platform === 'win32' },
    },
    { documentSelector: [{ scheme: 'file' }] },
  );
  try {
    await client.start();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `Selvedge did not start (${why}). Install it, or set selvedge.command to where it is, then run "Selvedge: Restart".`,
    );
  }
}
