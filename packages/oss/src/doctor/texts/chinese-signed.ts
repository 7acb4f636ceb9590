import type { CheckName } from '../catalogue.ts'
import type { BeforeSigning, FindingTexts } from './doctor-texts.ts'

export const chineseSigned: FindingTexts<Exclude<CheckName, BeforeSigning>> = {
  'signed-out': {
    what: '当前没有登录。',
    why: '“getCredentials”表示会话已结束。',
    fix: '登录后调用“uploader.credentialsChanged()”，在此之前上传会等待。',
  },
  'credentials-unavailable': {
    what: '服务端没有给出凭证：{message}',
    why: '“getCredentials”失败。上传会等待并重试。',
    fix: '检查服务端的凭证接口及其日志。',
  },
  'credentials-incomplete': {
    what: '凭证缺少 {missing}。',
    why: '临时密钥由 STS 同一次应答中的 accessKeyId、accessKeySecret、securityToken 和 expiration 组成。',
    fix: '完整返回 STS 应答中的“Credentials”。',
  },
  'permanent-key': {
    what: '长期密钥（{key}）出现在页面中。',
    why: '任何打开页面的人都能取走并一直使用它。',
    fix: '立即禁用该密钥，改由服务端通过 STS AssumeRole 颁发临时凭证。',
  },
  'credentials-expired': {
    what: '刚收到的凭证已于 {expiration} 过期。',
    why: '是缓存而不是服务端在应答，或服务端时钟不准。',
    fix: '应答加上“Cache-Control: no-store”，并在旧凭证到期前向 STS 申请新凭证。',
  },
  'credentials-short': {
    what: '凭证将在 {seconds} 秒后过期。',
    why: '需要不断续期，凭证接口稍有波动就会影响上传。',
    fix: '将凭证有效期（“DurationSeconds”）设为 15 至 60 分钟。',
  },
  'wrong-region': {
    what: 'Bucket {bucket} 不在 {host}。',
    why: 'OSS 要求通过 {rightEndpoint} 访问它。',
    fix: '将“endpoint”设为“{rightEndpoint}”，“region”设为“{rightRegion}”。',
  },
  'region-unlike-bucket': {
    what: 'Bucket {bucket} 不在地域 {region}。',
    why: '签名中的地域与 Bucket 所在地域不同，OSS 拒绝该签名。',
    fix: '将“region”设为控制台显示的 Bucket 所在地域。',
  },
  'bucket-missing': {
    what: '不存在名为 {bucket} 的 Bucket。',
    why: '名称拼写不同，或已被删除。',
    fix: '将“bucket”设为控制台显示的名称。',
  },
  'acceleration-off': {
    what: 'Bucket {bucket} 未开启传输加速。',
    why: '{host} 是加速 Endpoint，只对开启传输加速的 Bucket 有效。',
    fix: '在控制台开启传输加速，或改用地域的 Endpoint。',
  },
  'domain-not-bound': {
    what: '域名 {host} 未绑定到 Bucket。',
    why: '域名已指向 OSS，但 OSS 不知道它属于谁。',
    fix: '在控制台绑定域名：Bucket 配置 > 域名管理。',
  },
  'public-endpoint-forbidden': {
    what: '该账号不能通过 {host} 访问数据。',
    why: '新账号访问中国内地的 Bucket 时必须使用自有域名，不能使用 OSS 默认域名。',
    fix: '为 Bucket 绑定带证书的域名，将“endpoint”设为该域名并加上“cname: true”。',
  },
  'bucket-not-in-host': {
    what: 'OSS 要求 Bucket 写在主机名前面，而请求的主机是 {host}。',
    why: '使用了 OSS 已不支持的路径形式。',
    fix: '将“endpoint”设为地域的 Endpoint，例如“oss-{region}.aliyuncs.com”。',
  },
  'account-suspended': {
    what: 'Bucket 所属的阿里云账号已被停用。',
    why: '通常是因为欠费。',
    fix: '请账号所有者处理。',
  },
  'token-expired': {
    what: '安全令牌已过期。',
    why: '“getCredentials”返回了旧令牌：有缓存在应答，或返回的过期时间不是 STS 给出的。',
    fix: '应答加上“Cache-Control: no-store”，并原样返回“Expiration”。',
  },
  'token-damaged': {
    what: 'OSS 不接受该安全令牌。',
    why: '令牌在传递中被截断或改变，常见原因是编码把“+”变成了空格。',
    fix: '以 JSON 原样返回“SecurityToken”。',
  },
  'key-unknown': {
    what: 'OSS 不认识该 AccessKey。',
    why: '它已被删除、早已过期，或缺少对应的令牌。',
    fix: '检查服务端用哪个密钥请求 STS，以及四个字段是否都已返回。',
  },
  'key-and-token-differ': {
    what: 'AccessKey 与安全令牌来自 STS 的不同应答。',
    why: '服务端把新旧应答混在了一起。',
    fix: '将同一次应答的“Credentials”一起保存、一起返回。',
  },
  'key-disabled': {
    what: '该 AccessKey 已被禁用。',
    why: '有人在控制台禁用了它。',
    fix: '启用它，或让服务端换用另一个密钥。',
  },
  'secret-wrong': {
    what: 'AccessKeySecret 与 AccessKey 不匹配。',
    why: 'OSS 收到的请求与这里签名的完全相同，却算出了不同的签名。',
    fix: '原样返回“AccessKeySecret”：不带空格和引号，也不能是其他密钥的。',
  },
  'request-altered': {
    what: '页面与 OSS 之间有东西改动了请求。',
    why: '这里签名的是：{signed}。OSS 收到的是：{received}。',
    fix: '关闭浏览器扩展和代理再试，并请代理管理员不要改动发往 OSS 的请求。',
  },
  'signature-removed': {
    what: '签名没有到达 OSS。',
    why: '签名在 URL 的查询参数中，被页面与 OSS 之间的某个环节去掉了。',
    fix: '关闭浏览器扩展和代理再试。OSS 前面的 CDN 必须保留查询参数。',
  },
  'refused-otherwise': {
    what: 'OSS 拒绝了已签名的请求：{code}。',
    why: '{message}',
    fix: '在 OSS 文档中查找该错误码，或将这些结果发给技术支持。',
  },
  'right-missing': {
    what: '没有对 {key} 执行 {action} 的权限。',
    why: 'OSS 返回：{reason} 角色或会话策略未覆盖它。',
    fix: '在角色和会话策略中，对“objectKey”所用的前缀允许 {action}。',
  },
  'right-to-look-missing': {
    what: '没有对 {key} 执行 {action} 的权限。',
    why: 'OSS 返回：{reason} 如果最后一个请求的响应丢失，将无法确认对象是否已存在。',
    fix: '对该前缀允许 {action}，或传入“headObject”由服务端查询。',
  },
  'sample-refused': {
    what: 'OSS 拒绝了试传（{step}）：{code}。',
    why: '{message}',
    fix: '在 OSS 文档中查找该错误码，或将这些结果发给技术支持。',
  },
  'sample-left': {
    what: '试传未能取消。',
    why: '{key} 处残留了一个 1 kB 的分片。',
    fix: '若有清理残留分片的生命周期规则则无需处理，否则请取消上传 {uploadId}。',
  },
  'bytes-altered': {
    what: 'OSS 存储的内容与发送的不一致。',
    why: '页面与 OSS 之间有东西改动了数据。上传会发现并重传，但无济于事。',
    fix: '关闭浏览器扩展和代理再试。',
  },
  'etag-hidden': {
    what: '跨域规则没有暴露 ETag。',
    why: '上传会改为查询分片列表，每个文件多一次请求。',
    fix: '在跨域规则的暴露 Headers 中加入 ETag。',
  },
  'crc-hidden': {
    what: '跨域规则没有暴露 x-oss-hash-crc64ecma。',
    why: '它用于证明数据完整到达；上传会改为查询分片列表。',
    fix: '在跨域规则的暴露 Headers 中加入 x-oss-hash-crc64ecma。',
  },
  'request-id-hidden': {
    what: '跨域规则没有暴露 x-oss-request-id。',
    why: '技术支持凭请求 ID 查找请求。',
    fix: '在跨域规则的暴露 Headers 中加入 x-oss-request-id。',
  },
  'date-hidden': {
    what: '跨域规则没有暴露 Date。',
    why: '凭它可以在出错之前发现本机时钟不准。',
    fix: '在跨域规则的暴露 Headers 中加入 Date。',
  },
  'ec-hidden': {
    what: '跨域规则没有暴露 x-oss-ec。',
    why: '响应没有正文时，只有它能说明 OSS 为何拒绝。',
    fix: '在跨域规则的暴露 Headers 中加入 x-oss-ec。',
  },
  'err-hidden': {
    what: '跨域规则没有暴露 x-oss-err。',
    why: '响应没有正文时，OSS 把错误写在该响应头中。',
    fix: '在跨域规则的暴露 Headers 中加入 x-oss-err。',
  },
  'progress-hidden': {
    what: 'Service Worker 隐藏了上传进度。',
    why: '它用“fetch”代为应答，结束前不报告任何进度，进度条只能按分片前进。',
    fix: '对发往 OSS 的请求，在其“fetch”监听器中直接返回，不调用“respondWith”。',
  },
  'callback-address': {
    what: 'OSS 无法调用地址“{address}”。',
    why: 'OSS 只调用 1 至 5 个以 http:// 或 https:// 开头的公网地址。',
    fix: '将“callback.url”设为服务端的公网地址。',
  },
  'callback-body': {
    what: '回调的正文为空。',
    why: 'OSS 会拒绝这样的上传。',
    fix: '将“callback.body”设为模板，例如“object=${object}&size=${size}”。',
  },
  'callback-refused': {
    what: 'OSS 不接受该回调。',
    why: 'OSS 返回：{message}',
    fix: '对照 OSS 文档检查“callback”。',
  },
  'callback-unreachable': {
    what: 'OSS 无法连接回调服务器。',
    why: 'OSS 返回：{message}',
    fix: '让该地址可从公网访问，并使用受信任的证书。',
  },
  'callback-status': {
    what: '服务端对回调返回了 HTTP {status}。',
    why: 'OSS 只接受 200。对象已经保存。',
    fix: '用本次上传的请求 ID 查看服务端日志，不要重新上传。',
  },
  'callback-not-json': {
    what: '服务端对回调的应答不是 JSON。',
    why: 'OSS 会把它转交给页面，且只接受 JSON。对象已经保存。',
    fix: '返回 JSON（例如 {"ok": true}）并带上 Content-Length。',
  },
  'callback-slow': {
    what: '服务端未在 5 秒内应答回调。',
    why: 'OSS 不会再等，也不会重试。对象已经保存。',
    fix: '先立即应答，再进行处理。',
  },
  'callback-failed': {
    what: '回调失败。',
    why: 'OSS 返回：{message} 对象已经保存。',
    fix: '查看服务端日志，不要重新上传。',
  },
  'lifecycle-missing': {
    what: '没有生命周期规则清理 {prefix} 下的残留分片。',
    why: '未完成的上传留下的分片会一直保存并计费。',
    fix: '将“details”中的规则加入 Bucket：数据管理 > 生命周期。',
  },
  'lifecycle-unknown': {
    what: '无法得知是否有生命周期规则清理残留分片。',
    why: '页面无权读取，服务端也未被询问或未能回答：{message}',
    fix: '传入“readLifecycle”，或在控制台查看：数据管理 > 生命周期。',
  },
  'journal-unavailable': {
    what: '浏览器不为本页面保存数据库：{message}',
    why: '可能是无痕窗口、沙箱 iframe，或设置禁止了站点数据。可以上传，但刷新后会被遗忘。',
    fix: '使用普通窗口，并允许本站点保存数据。',
  },
  'storage-low': {
    what: '浏览器给本页面的 {quota} MB 只剩 {megabytes} MB。',
    why: '磁盘将满、本站点的其他数据占满了配额，或这是无痕窗口。刷新后上传可能被遗忘。',
    fix: '清理磁盘空间，或删除本站点的数据。',
  },
}
