<div class="page-head"><h1><?cs var:Lang.Settings.Title ?></h1></div>
<div class="settings-front"><?cs call:settings_nav() ?></div>
