import { ClipboardList, ContactRound, type LucideIcon, Package, Settings, ShoppingCart, Smartphone } from 'lucide-react'
import type { Me } from '@/api/types'

export interface PageInfo {
  to: '/carts' | '/orders' | '/contacts' | '/events' | '/settings/{-$section}' | '/simulator'
  name: string
  icon: LucideIcon
  visible: (me: Me, demo: boolean) => boolean
}

const everybody = () => true

export const pages: PageInfo[] = [
  { to: '/carts', name: 'Carts', icon: ShoppingCart, visible: everybody },
  { to: '/orders', name: 'Orders', icon: Package, visible: everybody },
  { to: '/contacts', name: 'Contacts', icon: ContactRound, visible: everybody },
  { to: '/events', name: 'Events', icon: ClipboardList, visible: (me) => me.role !== 'agent' },
  { to: '/settings/{-$section}', name: 'Settings', icon: Settings, visible: everybody },
  { to: '/simulator', name: 'Simulator', icon: Smartphone, visible: (_, demo) => demo },
]
