#!/bin/sh
helm upgrade --install one ./settings -n shop --set image.tag=v1.5,limits.pool=25 --set "hosts[0].name=b.example.com" --wait
helm upgrade --install two ./settings --set args='{--verbose,--port=80}' --set 'annotations.example\.com/team=orders\,billing' --set-string limits.workers=3 --set-string 'ports={80,443}'
helm upgrade --install three ./settings --set hosts[1].path=/x,image=null --set limits.pool=true,limits.workers=0,limits.depth=007,limits.least=-4
helm upgrade --install four ./settings -f settings/four.yaml --set hosts[1].name=d.example.com --set empty= --set lists={} --set nested[1][0]=deep
