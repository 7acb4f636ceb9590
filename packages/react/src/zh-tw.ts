export { zhTW } from './locale/zh-tw.ts'
