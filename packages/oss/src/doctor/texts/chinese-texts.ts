import { chineseBeforeSigning } from './chinese-before-signing.ts'
import { chineseSigned } from './chinese-signed.ts'
import type { DoctorTexts } from './doctor-texts.ts'

export const chineseTexts: DoctorTexts = {
  language: 'zh-CN',
  checks: {
    settings: 'Bucket、地域和 Endpoint 的配置',
    page: '页面环境',
    policy: '内容安全策略（CSP）、Worker、WebAssembly',
    network: '到 OSS 的网络',
    cors: 'Bucket 的跨域（CORS）规则',
    clock: '本机时钟',
    credentials: '服务端下发的临时凭证',
    endpoint: '该 Endpoint 上的 Bucket',
    signature: '密钥、令牌和签名',
    rights: '凭证的权限',
    sample: '试传一个分片（随后取消）',
    callback: '上传回调',
    lifecycle: '清理残留分片的规则',
    storage: '浏览器本地存储',
  },
  findings: { ...chineseBeforeSigning, ...chineseSigned },
  passed: '{check}：正常。',
  skipped: '{check}：未检查，请先解决“{first}”。',
  broken: '{check}：检查未能完成。{message}',
  notHere: '{check}：无需检查。',
  outcomes: {
    passed: '正常',
    problem: '问题',
    warning: '警告',
    unknown: '未知',
    skipped: '跳过',
  },
  labels: { why: '原因', fix: '解决办法' },
}
