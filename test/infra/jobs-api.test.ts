import { describe, expect, it } from 'vitest';
import { Problem, type ProblemCode } from '../../functions/api/problem.ts';
import { pathsOf, resourceAt, resourcesOf, synthesise } from './synthesise.ts';

const template = synthesise();

describe('the gateway', () => {
  it('is regional, at stage v1, and limits how many requests it takes', () => {
    const stage = resourceAt(template, 'AWS::ApiGateway::Stage', 'Api/Gateway/DeploymentStage.v1');
    const { Properties } = resourceAt(template, 'AWS::ApiGateway::RestApi', 'Api/Gateway');

    expect(Properties.EndpointConfiguration).toEqual({ Types: ['REGIONAL'] });
    expect(stage.Properties).toMatchObject({
      StageName: 'v1',
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 1_000,
          ThrottlingBurstLimit: 2_000,
        },
        {
          HttpMethod: 'GET',
          ResourcePath: '/~1jobs~1{id}',
          ThrottlingRateLimit: 25,
          ThrottlingBurstLimit: 50,
        },
      ],
    });
  });

  it('compresses what is larger than a kilobyte, for those who take it so', () => {
    const { Properties } = resourceAt(template, 'AWS::ApiGateway::RestApi', 'Api/Gateway');

    expect(Properties.MinimumCompressionSize).toBe(1_024);
  });

  it('writes no log of its own, which could hold bodies and keys', () => {
    const { Properties } = resourceAt(
      template,
      'AWS::ApiGateway::Stage',
      'Api/Gateway/DeploymentStage.v1',
    );

    expect(JSON.stringify(Properties)).not.toMatch(
      /"DataTraceEnabled":true|LoggingLevel|AccessLog/,
    );
  });

  it('takes other limits', () => {
    const limited = synthesise({
      throttle: { rateLimit: 10, burstLimit: 20 },
      waitThrottle: { rateLimit: 3, burstLimit: 4 },
    });

    const stage = resourceAt(limited, 'AWS::ApiGateway::Stage', 'Api/Gateway/DeploymentStage.v1');
    expect(stage.Properties).toMatchObject({
      MethodSettings: [
        { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
        { ThrottlingRateLimit: 3, ThrottlingBurstLimit: 4 },
      ],
    });
  });

  it('has both functions hold each key to a limit', () => {
    const limited = synthesise({ keyThrottle: { rateLimit: 5, burstLimit: 9 } });

    for (const name of ['Api', 'Waiting']) {
      const variables = (of: typeof template) =>
        resourceAt(of, 'AWS::Lambda::Function', `Api/${name}/Function`).Properties.Environment;
      expect(variables(template)).toMatchObject({ Variables: { KEY_LIMIT: '200/400' } });
      expect(variables(limited)).toMatchObject({ Variables: { KEY_LIMIT: '5/9' } });
    }
  });

  it('leaves every path and method to the API function, but for the call that waits', () => {
    const methods = Object.entries(resourcesOf(template, 'AWS::ApiGateway::Method'));

    const targets = methods.map(([path, { Properties }]) => [
      path.replace('Api/Gateway/Default', ''),
      functionOf(Properties.Integration),
    ]);

    expect(Object.fromEntries(targets)).toEqual({
      '/ANY': 'Api/Api/Function',
      '/{proxy+}/ANY': 'Api/Api/Function',
      '/jobs/ANY': 'Api/Api/Function',
      '/jobs/{id}/ANY': 'Api/Api/Function',
      '/jobs/{id}/{proxy+}/ANY': 'Api/Api/Function',
      '/jobs/{id}/GET': 'Api/Waiting/Function',
    });
  });

  it.each([
    ['Api/Api/Function', '5'],
    ['Api/Waiting/Function', '20'],
  ])('lets %s wait for %s s, within the 29 s that it waits itself', (path, seconds) => {
    const { Properties } = resourceAt(template, 'AWS::Lambda::Function', path);

    expect(Properties).toMatchObject({
      Timeout: 29,
      Environment: { Variables: { LONGEST_WAIT_SECONDS: seconds } },
    });
  });

  it.each([
    ['384 MB each', {}, 384],
    ['what the stack says', { apiMemory: 1_024 }, 1_024],
  ])('gives its functions %s', (_name, props, memory) => {
    const made = synthesise(props);

    const given = ['Api/Api/Function', 'Api/Waiting/Function'].map(
      (path) => resourceAt(made, 'AWS::Lambda::Function', path).Properties.MemorySize,
    );

    expect(given).toEqual([memory, memory]);
  });

  it('is told the mapping of each queue by its API function alone, which can pause them', () => {
    const variables = (path: string) =>
      Object(resourceAt(template, 'AWS::Lambda::Function', path).Properties.Environment).Variables;

    const mappings = JSON.stringify(variables('Api/Api/Function').MAPPINGS);

    const ids = [...mappings.matchAll(/\\"([\w-]+)\\":\\"",\{"Ref":"(\w+)"\}/g)];
    expect(ids.map(([, name, id = '']) => [name, pathsOf(template).get(id)])).toEqual([
      ['default', 'Worker-default/Worker/Function/Messages'],
      ['slow', 'Worker-slow/Worker/Function/Messages'],
      ['errand', 'Worker-errand/Worker/Function/Messages'],
      ['errand-schedules', 'Worker-errand-schedules/Worker/Function/Messages'],
    ]);
    expect(variables('Api/Waiting/Function')).not.toHaveProperty('MAPPINGS');
  });

  it('is told by both its functions whose tokens it takes, if there are any', () => {
    const tokenIssuer = { issuer: 'https://login.example.com', audience: ['errand'] };
    const open = synthesise({ tokenIssuer });

    const told = [template, open].flatMap((each) =>
      ['Api/Api/Function', 'Api/Waiting/Function'].map(
        (path) =>
          Object(resourceAt(each, 'AWS::Lambda::Function', path).Properties.Environment).Variables
            .TOKEN_ISSUER,
      ),
    );

    const json = JSON.stringify(tokenIssuer);
    expect(told).toEqual([undefined, undefined, json, json]);
  });

  it('takes no tokens of an issuer that anybody could be', () => {
    const tokenIssuer = { issuer: 'http://login.example.com', audience: [] };

    expect(() => synthesise({ tokenIssuer })).toThrow(
      /In tokenIssuer, issuer is "http:.*\nIn tokenIssuer, audience is \[\]: name at least one/,
    );
  });

  function functionOf(integration: unknown): string | undefined {
    const uri = JSON.stringify((integration as { Uri: unknown }).Uri);
    const [, id = ''] = /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(uri) ?? [];
    return pathsOf(template).get(id);
  }
});

describe('allowed origins', () => {
  const allowedOrigins = ['https://app.example.com', 'http://localhost:5173'];
  const allowing = synthesise({ allowedOrigins });

  it('are told to the functions of the API', () => {
    for (const path of ['Api/Api/Function', 'Api/Waiting/Function']) {
      const { Properties } = resourceAt(allowing, 'AWS::Lambda::Function', path);
      expect(Properties).toMatchObject({
        Environment: {
          Variables: { ALLOWED_ORIGINS: 'https://app.example.com,http://localhost:5173' },
        },
      });
    }
  });

  it("let pages read the gateway's own errors, which say the same to everybody", () => {
    const responses = Object.values(resourcesOf(allowing, 'AWS::ApiGateway::GatewayResponse'));

    expect(responses.length).toBeGreaterThan(0);
    for (const { Properties } of responses) {
      expect(Properties.ResponseParameters).toMatchObject({
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
      });
    }
  });

  it.each(['*', 'https://app.example.com/', 'app.example.com', 'https://*.example.com/x', 'null'])(
    'are none for %s, which is refused',
    (origin) => {
      expect(() => synthesise({ allowedOrigins: [origin] })).toThrow(`got '${origin}'`);
    },
  );

  it('are ten at most', () => {
    const many = Array.from({ length: 11 }, (_, n) => `https://app-${n}.example.com`);

    expect(() => synthesise({ allowedOrigins: many })).toThrow('allowedOrigins has 11 origins');
  });
});

describe("the gateway's own errors", () => {
  const responses = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse')).map(
    ({ Properties }): Answer => Properties as unknown as Answer,
  );

  it.each(responses)('$ResponseType is a problem', ({ StatusCode, ...response }) => {
    const problem = problemOf(response);

    expect(response.ResponseParameters['gatewayresponse.header.Content-Type']).toBe(
      "'application/problem+json'",
    );
    expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail', 'code']);
    expect(problem.status).toBe(Number(StatusCode));
    expect(problem.type).toBe(`urn:errand:problem:${problem.code}`);
  });

  it.each(responses)('$ResponseType is not stored, rendered or guessed at', (response) => {
    expect(response.ResponseParameters).toMatchObject({
      'gatewayresponse.header.Cache-Control': "'no-store'",
      'gatewayresponse.header.Content-Security-Policy': "'sandbox'",
      'gatewayresponse.header.Strict-Transport-Security': "'max-age=31536000'",
      'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
    });
    expect(JSON.stringify(response.ResponseParameters)).not.toContain('Access-Control');
  });

  it.each<ProblemCode>([
    'unknown-path',
    'body-too-large',
    'unsupported-media-type',
    'internal',
    'unavailable',
  ])("%s is as in the API function's problems", (code) => {
    const theirs = new Problem(code, 'detail').toJSON();

    const ours = responses.map(problemOf).filter((problem) => problem.code === code);

    expect(ours.length).toBeGreaterThan(0);
    for (const problem of ours) {
      expect({ ...problem, detail: 'detail' }).toEqual(JSON.parse(JSON.stringify(theirs)));
    }
  });

  it.each([
    ['MISSING_AUTHENTICATION_TOKEN', 404],
    ['THROTTLED', 429],
    ['REQUEST_TOO_LARGE', 413],
    ['INTEGRATION_TIMEOUT', 503],
    ['DEFAULT_4XX', 400],
    ['DEFAULT_5XX', 500],
  ])('%s answers %i', (type, status) => {
    const response = responses.find(({ ResponseType }) => ResponseType === type);

    expect(response?.StatusCode).toBe(String(status));
  });

  it('too many requests are asked to come again in a second', () => {
    const throttled = responses.find(({ ResponseType }) => ResponseType === 'THROTTLED');

    expect(throttled?.ResponseParameters).toMatchObject({
      'gatewayresponse.header.Retry-After': "'1'",
    });
  });
});

interface Answer {
  readonly ResponseType: string;
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

function problemOf({ ResponseTemplates }: Pick<Answer, 'ResponseTemplates'>) {
  return JSON.parse(ResponseTemplates['application/json'] ?? '') as Record<string, unknown>;
}
