/** A request as it is sent. `body` is UTF-8. */
export interface ProviderRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What fills a rule's templates: `secret`, `partner`, and the rule's named groups. */
export type Values = Readonly<Record<string, string>>;

export type BuiltRequest = { readonly request: ProviderRequest } | { readonly refused: string };
