</main>
<?cs if:Me.SignedIn ?></div>
<dialog class="keys" id="keys" aria-labelledby="keys-title">
<h2 id="keys-title"><?cs var:Lang.Panel.KeysOpen ?></h2>
<dl>
<div><dt><kbd>j</kbd></dt><dd><?cs var:Lang.Panel.KeysNext ?></dd></div>
<div><dt><kbd>k</kbd></dt><dd><?cs var:Lang.Panel.KeysPrevious ?></dd></div>
<div><dt><kbd><?cs var:Lang.Panel.KeyEnter ?></kbd></dt><dd><?cs var:Lang.Panel.KeysEnter ?></dd></div>
<div><dt><kbd>r</kbd></dt><dd><?cs var:Lang.Panel.KeysReply ?></dd></div>
<div><dt><kbd>n</kbd></dt><dd><?cs var:Lang.Panel.KeysNote ?></dd></div>
<div><dt><kbd><?cs var:Lang.Panel.KeySend ?></kbd></dt><dd><?cs var:Lang.Panel.KeysSend ?></dd></div>
<div><dt><kbd>/</kbd></dt><dd><?cs var:Lang.Panel.KeysSearch ?></dd></div>
<div><dt><kbd>?</kbd></dt><dd><?cs var:Lang.Panel.KeysHelp ?></dd></div>
</dl>
<label class="switch"><input type="checkbox" id="keys-on"><?cs var:Lang.Panel.KeysOn ?></label>
<form method="dialog"><button type="submit"><?cs var:Lang.Panel.Close ?></button></form>
</dialog>
<?cs /if ?></body>
</html>
