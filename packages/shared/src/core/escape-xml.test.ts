import t from 'tap'
import { escapeXml } from './escape-xml.js'

t.test('a text stays a text, whatever it holds', t => {
  t.equal(
    escapeXml('<b a="1" c=\'2\'>&amp;]]></b>'),
    '&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;amp;]]&#62;&#60;/b&#62;',
  )
  t.equal(
    escapeXml('가\u0000나\u0008\u000b\u001f\ufffe\uffff\ud800다\t\n'),
    '가나다\t\n',
    'what XML cannot hold is left out',
  )
  t.equal(escapeXml('🎵'), '🎵')
  t.end()
})
