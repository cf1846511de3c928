#!/bin/sh
echo "starting with ${JAVA_OPTS}"
java ${JAVA_OPTS} -jar /app/app.jar
