import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { closeSchemas } from './close-schemas.ts';

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What an answer has that the document does not; undefined if all is there. */
export type AnswerCheck = (exchange: Exchange) => string | undefined;

interface Document {
  readonly components: {
    readonly headers: Readonly<Record<string, { readonly required?: boolean } | undefined>>;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, DocumentedAnswer | undefined>>;
}

interface DocumentedAnswer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** Of an OpenAPI document, as it was served. */
export function answerCheck(text: string): AnswerCheck {
  const document = new ServedDocument(closeSchemas(JSON.parse(text)) as Document);
  return (exchange) => {
    const fault = document.faultOf(exchange);
    const { method, path, status } = exchange;
    return fault && `${method} ${path} answered ${status}, but of that openapi.json says: ${fault}`;
  };
}

class ServedDocument {
  // Not strict: a document has keywords besides those of JSON Schema.
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'document');
  }

  faultOf(exchange: Exchange): string | undefined {
    const path = documentedPath(this.#document, exchange.path);
    if (path === undefined) return this.#faultOfProblem(exchange, 404);
    const method = exchange.method === 'HEAD' ? 'get' : exchange.method.toLowerCase();
    const operation = this.#document.paths[path]?.[method];
    // What a browser asks before a call is no call of the API.
    if (method === 'options' && exchange.status === 204 && exchange.text === '') return undefined;
    if (operation === undefined) return this.#faultOfProblem(exchange, 405);
    const answer = operation.responses[exchange.status];
    if (answer === undefined) return `it does not have the status ${exchange.status}`;
    const place = ['paths', path, method, 'responses', String(exchange.status)];
    return this.#faultOfHeaders(exchange, answer) ?? this.#faultOfBody(exchange, answer, place);
  }

  /** What is said of all paths and methods that are not there. */
  #faultOfProblem({ status, text }: Exchange, expected: number): string | undefined {
    if (status !== expected) return `it has no such path or method, and so no status ${status}`;
    if (text === '') return undefined;
    return this.#faultIn(JSON.parse(text), ['components', 'schemas', 'Problem']);
  }

  #faultOfHeaders({ headers }: Exchange, answer: DocumentedAnswer): string | undefined {
    return Object.keys(answer.headers ?? {})
      .map((name) => this.#faultOfHeader(name, headers.get(name)))
      .find((fault) => fault !== undefined);
  }

  #faultOfHeader(name: string, value: string | null): string | undefined {
    if (value === null) {
      const isMissing = this.#document.components.headers[name]?.required === true;
      return isMissing ? `the header ${name} is missing` : undefined;
    }
    const meant = /^\d+$/.test(value) ? Number(value) : value;
    const fault = this.#faultIn(meant, ['components', 'headers', name, 'schema']);
    return fault && `the header ${name}: ${fault}`;
  }

  #faultOfBody(
    { method, headers, text }: Exchange,
    { content }: DocumentedAnswer,
    place: readonly string[],
  ): string | undefined {
    if (content === undefined) return text === '' ? undefined : `it has no body, got ${text}`;
    const [type = ''] = (headers.get('Content-Type') ?? 'none').split(';');
    if (content[type] === undefined) return `it does not have the media type ${type}`;
    if (method === 'HEAD') return text === '' ? undefined : 'HEAD has no body';
    const value = type.endsWith('json') ? JSON.parse(text) : text;
    return this.#faultIn(value, [...place, 'content', type, 'schema']);
  }

  #faultIn(value: unknown, place: readonly string[]): string | undefined {
    const validate = this.#ajv.getSchema(`document#${pointer(place)}`);
    if (validate === undefined) throw new Error(`The document has no ${pointer(place)}`);
    return validate(value) ? undefined : this.#ajv.errorsText(validate.errors);
  }
}

/** A path without parameters comes first. */
function documentedPath({ paths }: Document, path: string): string | undefined {
  if (paths[path] !== undefined) return path;
  const segments = path.split('/');
  return Object.keys(paths).find((template) => {
    const parts = template.split('/');
    return (
      parts.length === segments.length &&
      parts.every((part, at) =>
        part.startsWith('{') ? segments[at] !== '' : part === segments[at],
      )
    );
  });
}

/** As a fragment of a URL. */
function pointer(place: readonly string[]): string {
  return place
    .map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((name) => `/${encodeURIComponent(name)}`)
    .join('');
}
