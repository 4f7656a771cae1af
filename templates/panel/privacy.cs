<div class="page-head"><h1><?cs var:Lang.Privacy.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Privacy.Lead ?></p>
<div class="settings-front"><?cs include!"layout/privacy_nav.cs" ?></div>
