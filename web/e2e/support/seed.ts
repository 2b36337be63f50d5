/** Data for the specs, made through the API as anybody could. */

export interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

export const PASSWORD = "correct horse battery staple";

/** Somebody who asks the API. */
export class Person {
  readonly origin: string;
  readonly email: string;
  readonly name: string;
  readonly id: string;
  readonly #bearer: string;

  private constructor(origin: string, email: string, name: string, id: string, bearer: string) {
    this.origin = origin;
    this.email = email;
    this.name = name;
    this.id = id;
    this.#bearer = bearer;
  }

  static async register(origin: string, name: string, address?: string): Promise<Person> {
    const email = `${address ?? name.toLowerCase().replaceAll(/[^a-z]/g, "")}@example.org`;
    const body = { name, email, password: PASSWORD, refresh: "body" };
    const answer = await call(origin, "POST", "/auth/register", body);
    const { user, access_token } = answer as { user: Row; access_token: string };
    return new Person(origin, email, name, user.id, access_token);
  }

  get<T = Row>(path: string): Promise<T> {
    return call(this.origin, "GET", path, undefined, this.#bearer) as Promise<T>;
  }

  post<T = Row>(path: string, body?: object): Promise<T> {
    return call(this.origin, "POST", path, body, this.#bearer) as Promise<T>;
  }

  put<T = Row>(path: string, body?: object): Promise<T> {
    return call(this.origin, "PUT", path, body, this.#bearer) as Promise<T>;
  }

  patch<T = Row>(path: string, body: object): Promise<T> {
    return call(this.origin, "PATCH", path, body, this.#bearer) as Promise<T>;
  }

  delete(path: string): Promise<unknown> {
    return call(this.origin, "DELETE", path, undefined, this.#bearer);
  }

  /** Sends files. */
  async upload(path: string, form: FormData): Promise<Row> {
    const headers = { authorization: `Bearer ${this.#bearer}` };
    const answer = await fetch(`${this.origin}/api/v1${path}`, { method: "POST", headers, body: form });
    return answer.json() as Promise<Row>;
  }

  /** Makes `other` a member of a workspace. */
  async invite(workspace: string, other: Person, mail: (to: string) => string): Promise<void> {
    await this.post(`/workspaces/${workspace}/invitations`, { emails: [other.email], role: "member" });
    const token = await until(
      () => /\/invitations\/?[?#/]?(?:token=)?([\w-]{20,})/.exec(mail(other.email))?.[1],
    );
    await other.post(`/invitations/${token}/accept`);
  }
}

/** Waits until `read` has something to say. */
export async function until<T>(read: () => T | undefined | Promise<T | undefined>, ms = 10_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (value !== undefined) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`it did not come to be within ${ms} ms: ${read}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

async function call(
  origin: string,
  method: string,
  path: string,
  body?: object,
  bearer?: string,
): Promise<unknown> {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  }
  return text === "" ? undefined : JSON.parse(text);
}
