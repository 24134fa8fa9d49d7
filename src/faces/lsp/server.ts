import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  createConnection,
  DidChangeConfigurationNotification,
  type InitializeResult,
  MessageType,
  ProposedFeatures,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { rootOfProject, type ScanReport, version } from '#flows/workspace';
import { actionsAt } from './actions.ts';
import { diagnosticOf } from './diagnostic.ts';
import { hoverOn } from './hover.ts';
import { OpenProject } from './open-project.ts';

export interface EditorStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** How long nobody must type before a text is looked at, milliseconds. */
const pause = 120;

/** Serves one editor until it says `exit`, or goes away; resolves to the exit code that the protocol asks for. */
export function serveEditor({ input, output }: EditorStreams): Promise<number> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  const documents = new TextDocuments(TextDocument);
  const projects = new Map<string, OpenProject>();
  const waiting = new Map<string, NodeJS.Timeout>();
  let hasShutDown = false;

  const warn = (message: string): void =>
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });

  const projectOf = (path: string): OpenProject => {
    const root = rootOfProject(path);
    let project = projects.get(root);
    if (project === undefined) {
      project = new OpenProject(root, (text) => warn(`Selvedge: ${text}`));
      projects.set(root, project);
      void open(project);
    }
    return project;
  };

  /** The whole project once, with progress where the editor shows it; then what is open again, now that what crosses files is known. */
  const open = async (project: OpenProject): Promise<void> => {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin('Selvedge', 0, 'looking at the project', false);
    await project.scan((done, of) =>
      progress.report(of === 0 ? 0 : Math.floor((100 * done) / of), `${done} of ${of} files`),
    );
    progress.done();
    for (const document of documents.all()) later(document, 0);
  };

  const later = (document: TextDocument, wait = pause): void => {
    clearTimeout(waiting.get(document.uri));
    waiting.set(
      document.uri,
      setTimeout(() => void look(document.uri), wait),
    );
  };

  const look = async (uri: string): Promise<void> => {
    waiting.delete(uri);
    const document = documents.get(uri);
    const path = pathOf(uri);
    if (document === undefined || path === undefined) return;
    const project = projectOf(path);
    const { version: looked } = document;
    const report = await project.check(slashed(relative(project.root, path)), document.getText());
    // What was typed meanwhile is looked at next.
    if (report === undefined || documents.get(uri)?.version !== looked) return;
    await publish(uri, looked, report, project);
  };

  const publish = (uri: string, looked: number, report: ScanReport, project: OpenProject): Promise<void> => {
    const uriOf = (inside: string): string => pathToFileURL(join(project.root, inside)).href;
    const diagnostics = report.findings
      .filter(({ effect, location }) => effect !== 'accepted' && uriOf(location.path) === uri)
      .map((finding) => diagnosticOf(finding, project.rules.get(finding.rule), uriOf));
    return connection.sendDiagnostics({ uri, version: looked, diagnostics });
  };

  connection.onInitialize(({ capabilities }): InitializeResult => {
    connection.onInitialized(() => {
      if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true)
        void connection.client.register(DidChangeConfigurationNotification.type);
    });
    return {
      serverInfo: { name: 'selvedge', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
    };
  });
  documents.onDidChangeContent(({ document }) => later(document));
  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.onDidSave(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    const project = projectOf(path);
    // Rules, exceptions and the project file say what counts; other files are what others flow through.
    project.saved(slashed(relative(project.root, path)));
    later(document, 0);
  });
  connection.onHover(({ textDocument, position }) => {
    const found = foundAt(textDocument.uri);
    return found === undefined ? null : hoverOn(position, found.findings, found.rules);
  });
  connection.onCodeAction(({ textDocument, range }) => {
    const found = foundAt(textDocument.uri);
    const document = documents.get(textDocument.uri);
    return found === undefined || document === undefined
      ? []
      : actionsAt(range, document, found.findings, found.rules, Date.now());
  });
  connection.onShutdown(() => {
    hasShutDown = true;
  });

  const foundAt = (uri: string): { findings: ScanReport['findings']; rules: OpenProject['rules'] } | undefined => {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const project = projectOf(path);
    return { findings: project.findingsIn(slashed(relative(project.root, path))), rules: project.rules };
  };

  documents.listen(connection);
  connection.listen();
  return new Promise((end) => {
    connection.onExit(() => end(hasShutDown ? 0 : 1));
    input.on('end', () => end(hasShutDown ? 0 : 1));
    input.on('close', () => end(hasShutDown ? 0 : 1));
  });
}

/** Undefined for what is in no file. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const path = resolve(fileURLToPath(uri));
    return isAbsolute(path) ? path : undefined;
  } catch {
    return undefined; // of another machine, or with a slash that is encoded
  }
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
