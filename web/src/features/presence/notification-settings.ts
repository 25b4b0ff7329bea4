import { createStore } from '@/lib/store'
import { readStored, writeStored } from '@/lib/stored'

export const notificationSettings = createStore({ sound: readStored('sound') !== 'off' })

export function setSound(sound: boolean) {
  writeStored('sound', sound ? null : 'off')
  notificationSettings.set({ sound })
  if (sound && typeof Notification !== 'undefined' && Notification.permission === 'default')
    void Notification.requestPermission()
}
