export { AssumeRoleError, sessionNameOf } from './assume-role.ts'
export type { AssumedRole, AssumeRole, RoleRequest } from './assume-role.ts'
export type { Audit, AuditAction, AuditFacts, AuditRecord } from './audit.ts'
export type {
  Bucket,
  ListedObject,
  ObjectHead,
  ObjectList,
  RemoteUpload,
  UnfinishedPage,
  UnfinishedUpload,
} from './bucket.ts'
export { callbackHandler } from './callback/callback-handler.ts'
export type { CallbackHandlerOptions } from './callback/callback-handler.ts'
export { createSeenCallbacks } from './callback/seen-callbacks.ts'
export type { SeenCallbacks } from './callback/seen-callbacks.ts'
export { orderCallback } from './callback/callback-claim.ts'
export type { CallbackClaim, OrderOptions } from './callback/callback-claim.ts'
export type { UploadRules } from './check-operation.ts'
export { createHandler } from './handler.ts'
export type { Handler, HandlerPorts, HandlerShape, Work } from './handler.ts'
export { healthHandler, reachable } from './health-handler.ts'
export type { HealthCheck, HealthHandlerOptions } from './health-handler.ts'
export { HttpProblem } from './http-problem.ts'
export type { HttpProblemOptions } from './http-problem.ts'
export type { Log } from './log.ts'
export { metricDefinitions } from './metrics.ts'
export type { MetricDefinition, MetricLabels, MetricName, Metrics } from './metrics.ts'
export { metricsHandler } from './metrics-handler.ts'
export type { MetricsHandlerOptions } from './metrics-handler.ts'
export { objectsHandler } from './objects-handler.ts'
export { createRateLimit } from './rate-limit.ts'
export type { RateLimit, RateLimitOptions } from './rate-limit.ts'
export type { Authorize, Session } from './session.ts'
export { signHandler } from './sign-handler.ts'
export type { SignHandlerOptions } from './sign-handler.ts'
export { stsHandler } from './sts-handler.ts'
export type { StsHandlerOptions } from './sts-handler.ts'
export { createTokenIssuer } from './token-issuer.ts'
export type { BreakerState, IssuedToken, TokenIssuer, TokenIssuerOptions } from './token-issuer.ts'
export { checkPrefix, uploadPolicy } from './upload-policy.ts'
export type { SessionPolicy, UploadPolicyOptions } from './upload-policy.ts'
export { uploadsHandler } from './uploads-handler.ts'
export type { BucketHandlerOptions } from './uploads-handler.ts'
