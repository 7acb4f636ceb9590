export {
  createAntdRequest,
  type AntdRequest,
  type AntdRequestOptions,
  type AntdRequestSettings,
} from './antd/create-antd-request.ts'
