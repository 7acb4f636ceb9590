import type { BeforeSigning, FindingTexts } from './doctor-texts.ts'

export const chineseBeforeSigning: FindingTexts<BeforeSigning> = {
  'bucket-name': {
    what: '“{bucket}”不是合法的 Bucket 名称。',
    why: 'OSS 要求 3 至 63 个字符，只含小写字母、数字和“-”，首尾须为字母或数字。',
    fix: '将“bucket”设为控制台显示的名称，不带 Endpoint 和斜杠。',
  },
  'region-name': {
    what: '“{region}”不是地域 ID。',
    why: '每个签名都包含地域 ID。',
    fix: '将“region”设为控制台显示的地域 ID，例如“cn-hangzhou”。',
  },
  'endpoint-form': {
    what: '“{endpoint}”不是合法的 Endpoint。',
    why: 'Endpoint 只是一个主机名，前面可加 https:// 或 http://，后面不能再有内容。',
    fix: '将“endpoint”设为类似“{instead}”的值。',
  },
  'endpoint-internal': {
    what: '{endpoint} 是内网 Endpoint。',
    why: '它只响应同地域的阿里云主机，浏览器无法访问。',
    fix: '将“endpoint”改为“{instead}”。服务端可以继续使用内网地址。',
  },
  'endpoint-region': {
    what: 'Endpoint {endpoint} 属于 {other}，而“region”是 {region}。',
    why: '一个 Bucket 只属于一个地域，每个签名都包含该地域。',
    fix: '让两者都写 Bucket 所在的地域，或去掉“endpoint”。',
  },
  'endpoint-insecure': {
    what: '页面使用 https，而 Endpoint {endpoint} 不是。',
    why: '浏览器会拦截 https 页面对 http 地址的请求（混合内容）。',
    fix: '将“endpoint”改为“{instead}”。',
  },
  'endpoint-not-cname': {
    what: '开启了“cname”，但 {endpoint} 是 OSS 自己的 Endpoint。',
    why: '开启“cname”时，主机名应是已绑定到该 Bucket 的自有域名。',
    fix: '去掉“cname”，或在“endpoint”中填写自有域名。',
  },
  'page-insecure': {
    what: '页面 {page} 不是安全上下文。',
    why: '没有 https，浏览器不提供 WebCrypto、文件句柄和跨标签页锁：只能由官方 SDK 签名，刷新后需要重新选择文件。',
    fix: '通过 https 提供页面；本机调试请使用 localhost。',
  },
  'page-without-origin': {
    what: '页面没有来源（Origin）。',
    why: '它是本地文件或沙箱 iframe，请求头为“Origin: null”，只有允许“*”的跨域规则才匹配。',
    fix: '通过服务器提供页面，或在 iframe 的 sandbox 中加入“allow-same-origin”。',
  },
  'csp-connect': {
    what: '页面的内容安全策略禁止请求 {endpoint}。',
    why: '策略中的 {directive} 未包含该主机。',
    fix: '在页面 Content-Security-Policy 的“connect-src”中加入 {endpoint}。',
  },
  'csp-worker': {
    what: '页面的内容安全策略禁止使用 Worker。',
    why: '策略中的 {directive} 不允许本源脚本。上传改在主线程读取和发送，标签页隐藏时会变慢。',
    fix: "在页面的 Content-Security-Policy 中加入“worker-src 'self'”。",
  },
  'csp-wasm': {
    what: '页面的内容安全策略禁止 WebAssembly。',
    why: '校验和只能用 JavaScript 计算，速度约为三分之一。',
    fix: "在页面 Content-Security-Policy 的“script-src”中加入“'wasm-unsafe-eval'”。",
  },
  'worker-unavailable': {
    what: '后台 Worker 无法启动。',
    why: '无法加载其脚本，通常是打包工具遗漏了它。上传改在主线程读取和发送。',
    fix: '让打包工具输出 core 包的“transfer.worker.js”，或自行提供：“createWorkerNetwork({ createWorker })”。',
  },
  offline: {
    what: '设备处于离线状态。',
    why: '浏览器报告没有网络。',
    fix: '连接网络后，上传会自动继续。',
  },
  unreachable: {
    what: '当前网络无法访问 {host}。',
    why: '域名无法解析、连接被拒绝或证书不受信任。若主机名无误，则可能被防火墙、代理或 DNS 过滤拦截。',
    fix: '在新标签页及其他网络中打开 {endpoint} 对比，并请网络管理员放行该主机。',
  },
  silent: {
    what: '{host} 未在限定时间内响应。',
    why: '请求已发出但没有任何返回：防火墙丢弃了数据包，或链路几乎中断。',
    fix: '换一个网络再试，并请网络管理员放行 {host}。',
  },
  'foreign-answer': {
    what: '响应不是来自 {host}，HTTP 状态为 {status}。',
    why: '响应中没有 OSS 的请求 ID，它来自代理、过滤器或网络的登录页。',
    fix: '在新标签页打开 {endpoint} 查看是谁在响应；登录该网络，或让代理放行该主机。',
  },
  'server-busy': {
    what: '{host} 返回 HTTP {status}。',
    why: 'OSS 过载，或该账号被限流。',
    fix: '上传会自动重试。若一直如此，请在控制台检查 Bucket 的限流情况。',
  },
  slow: {
    what: '{host} 返回一个很小的响应用了 {seconds} 秒。',
    why: '网络距离远或拥塞。',
    fix: '选择离用户更近的地域，或开启传输加速并使用加速 Endpoint。',
  },
  'cors-origin': {
    what: '{endpoint} 有响应，但本页面无法读取。',
    why: 'Bucket 的跨域规则不允许 {origin}。Bucket 不存在或在其他地域时也会如此。',
    fix: '先核对 Bucket 和地域，再将“details”中的规则加入 Bucket：数据安全 > 跨域设置。',
  },
  'cors-method': {
    what: '没有跨域规则允许 {origin} 使用 {method}。',
    why: '上传需要 PUT、POST、GET、HEAD 和 DELETE。',
    fix: '在 Bucket 的跨域规则中允许 {method}，完整规则见“details”。',
  },
  'cors-header': {
    what: '没有跨域规则允许 {origin} 发送请求头 {header}。',
    why: '对象的类型、元数据等属性通过请求头设置。',
    fix: '在 Bucket 的跨域规则中允许 {header}，完整规则见“details”。',
  },
  'clock-wrong': {
    what: '本机时钟偏差 {direction}{minutes} 分钟。',
    why: 'OSS 只容许 15 分钟。上传会从首次拒绝中学到正确时间并继续，但其他签名会失败。',
    fix: '在系统设置中开启自动校时。',
  },
}
