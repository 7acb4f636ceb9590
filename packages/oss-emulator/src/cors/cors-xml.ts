import { xmlDocument, type XmlNode } from '../xml/xml-document.ts'
import { malformedXml, parseXml, type XmlElement } from '../xml/parse-xml.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import {
  type CorsConfiguration,
  type CorsMethod,
  corsMethods,
  type CorsRule,
} from './cors-configuration.ts'

const mostRules = 20

/** Reads the body of PutBucketCors. Throws `MalformedXML` and `InvalidArgument`. */
export function parseCorsXml(text: string): CorsConfiguration {
  const root = parseXml(text, 'CORSConfiguration')
  const rules = root.children('CORSRule').map(parseRule)
  if (rules.length === 0 || rules.length > mostRules) throw malformedXml()
  return { rules, responseVary: root.text('ResponseVary') === 'true' }
}

/** Writes the answer of GetBucketCors. */
export function formatCorsXml({ rules, responseVary }: CorsConfiguration): string {
  return xmlDocument([
    'CORSConfiguration',
    [...rules.map(ruleNode), ['ResponseVary', String(responseVary)]],
  ])
}

/** Throws `InvalidArgument` for a rule that OSS would refuse. */
export function checkCorsRule(rule: CorsRule): void {
  const { allowedOrigins, allowedMethods, allowedHeaders = [], exposeHeaders = [] } = rule
  if (allowedOrigins.length === 0 || allowedMethods.length === 0) throw malformedXml()
  for (const origin of allowedOrigins) checkStars('AllowedOrigin', origin, 1)
  for (const header of allowedHeaders) checkStars('AllowedHeader', header, 1)
  for (const header of exposeHeaders) checkStars('ExposeHeader', header, 0)
}

function parseRule(element: XmlElement): CorsRule {
  const maxAge = element.text('MaxAgeSeconds')
  if (maxAge !== null && !/^\d{1,9}$/u.test(maxAge)) throw malformedXml()
  const rule: CorsRule = {
    allowedOrigins: element.texts('AllowedOrigin'),
    allowedMethods: element.texts('AllowedMethod').map(parseMethod),
    allowedHeaders: element.texts('AllowedHeader'),
    exposeHeaders: element.texts('ExposeHeader'),
    ...(maxAge === null ? {} : { maxAgeSeconds: Number(maxAge) }),
  }
  checkCorsRule(rule)
  return rule
}

function parseMethod(text: string): CorsMethod {
  const method = corsMethods.find((each) => each === text)
  if (method !== undefined) return method
  throw invalidArgument('The CORS method is not valid.', ['AllowedMethod', text])
}

function checkStars(name: string, value: string, most: number): void {
  if (value.split('*').length - 1 <= most) return
  throw invalidArgument(`${name} holds more than ${most} wildcards.`, [name, value])
}

function ruleNode(rule: CorsRule): XmlNode {
  const nodes = (name: string, values: readonly string[] = []): XmlNode[] =>
    values.map((value) => [name, value])
  return [
    'CORSRule',
    [
      ...nodes('AllowedOrigin', rule.allowedOrigins),
      ...nodes('AllowedMethod', rule.allowedMethods),
      ...nodes('AllowedHeader', rule.allowedHeaders),
      ...nodes('ExposeHeader', rule.exposeHeaders),
      rule.maxAgeSeconds === undefined ? null : ['MaxAgeSeconds', rule.maxAgeSeconds],
    ],
  ]
}
