export { zhCN } from './locale/zh-cn.ts'
