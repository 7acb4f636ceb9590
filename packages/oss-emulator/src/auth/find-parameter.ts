import type { RequestFacts } from '../request-facts.ts'
import { invalidArgument } from './invalid-argument.ts'

export function hasParameter(request: RequestFacts, name: string): boolean {
  return request.query.some(([candidate]) => candidate === name)
}

/** A query parameter that must not appear twice, since the signature and the checks could then mean different ones. */
export function findParameter(request: RequestFacts, name: string): string | undefined {
  const [first, second] = request.query.filter(([candidate]) => candidate === name)
  if (second !== undefined)
    throw invalidArgument(`The parameter ${name} appears more than once.`, [name, second[1]])
  return first?.[1]
}

/** The STS token of a request, from the one place where it is. */
export function findSecurityToken(
  request: RequestFacts,
  parameterName: string,
): string | undefined {
  const inHeader = request.headers['x-oss-security-token']
  const inUrl = findParameter(request, parameterName)
  if (inHeader !== undefined && inUrl !== undefined) {
    throw invalidArgument('The security token is in both the header and the URL.', [
      parameterName,
      inUrl,
    ])
  }
  return inHeader ?? inUrl
}
